import { beforeAll, describe, expect, it } from 'vitest';
import type { LogEntry } from '../types.js';
import { type CompiledFormats, loadFormats, type LogStats, readLog, readLogText } from './index.js';

let formats: CompiledFormats;
beforeAll(async () => {
  formats = await loadFormats();
});

async function* pieces(bytes: Uint8Array, size: number): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < bytes.length; at += size) yield await Promise.resolve(bytes.subarray(at, at + size));
}
async function readPieces(bytes: Uint8Array, size: number): Promise<[LogEntry[], LogStats]> {
  const entries: LogEntry[] = [];
  const stats = await readLog(pieces(bytes, size), { formats, onEntry: (entry) => entries.push(entry) });
  return [entries, stats];
}
const brief = ({ diagnostic: { location, ruleId, message } }: LogEntry): string =>
  `${location?.file}:${location?.region?.start.line} ${ruleId} ${message}`;

const lines = [
  "\x1b[96msrc/ü.ts\x1b[0m(3,7): error TS2322: Type '„ä“ 🎉' is not assignable to type 'number'.",
  '  Because of é.',
  'done',
  'Traceback (most recent call last):',
  '  File "app/main.py", line 3, in <module>',
  '    import yäml',
  "ModuleNotFoundError: No module named 'yäml'",
  '',
];
const expected = [
  "src/ü.ts:3 TS2322 Type '„ä“ 🎉' is not assignable to type 'number'.\nBecause of é.",
  "app/main.py:3 ModuleNotFoundError No module named 'yäml'",
];

describe('a log', () => {
  it('is the same in any pieces: of characters, escape sequences, lines', async () => {
    const bytes = Buffer.from(lines.join('\n'));
    for (const size of [1, 2, 3, 7, 4096]) expect((await readPieces(bytes, size))[0].map(brief)).toEqual(expected);
  });

  it('may end its lines as Windows does, be UTF-16, and lack the last line end', async () => {
    const text = lines.join('\r\n').trimEnd();
    expect(readLogText(text, { formats }).map(brief)).toEqual(expected);
    const wide = Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from(text, 'utf16le')]);
    for (const size of [1, 5, 4096]) expect((await readPieces(wide, size))[0].map(brief)).toEqual(expected);
  });

  it('may have lines of megabytes, also between those of an entry', async () => {
    const long = 'x:1:1 '.repeat(1_000_000);
    const text = [long, ...lines.slice(0, 2), long, ...lines.slice(2), `src/z.ts(1,1): error TS1: ${long}`].join('\n');
    const [entries, stats] = await readPieces(Buffer.from(text), 65_536);
    expect(entries.slice(0, 2).map(brief)).toEqual(expected);
    expect(entries).toHaveLength(3);
    expect(entries[2]!.diagnostic.message.length).toBeLessThan(100_000);
    expect(stats).toMatchObject({ longLines: 3, lines: lines.length + 3 });
  });

  it('that was cut off anywhere gives what is whole, and what begins it', () => {
    const text = lines.join('\n');
    const bytes = Buffer.from(text);
    for (let end = 0; end <= bytes.length; end++) {
      const entries = readLogText(bytes.subarray(0, end).toString(), { formats });
      expect(entries.length).toBeLessThanOrEqual(2);
      if (end > 160) expect(brief(entries[0]!)).toContain('src/ü.ts:3 TS2322');
    }
  });

  it('may be no text at all', async () => {
    let state = 7;
    const random = (): number => (state = (state * 48_271) % 2_147_483_647);
    const noise = Buffer.from(Array.from({ length: 300_000 }, () => random() % 256));
    const [, stats] = await readPieces(noise, 10_007);
    expect(stats.bytes).toBe(300_000);
    const mixed = Buffer.concat([noise, Buffer.from(`\n${lines.join('\n')}`), noise]);
    expect((await readPieces(mixed, 4096))[0].map(brief)).toEqual(expect.arrayContaining(expected));
  });

  it('says where a report in it breaks off', () => {
    const log = `ok\n[{"filePath":"/w/a.js","messages":[{"ruleId":"semi","severity":2,"message":"No.","line":1,"column":2},`;
    const [entry] = readLogText(log, { formats });
    expect(entry).toMatchObject({
      logLine: 2,
      diagnostic: { tool: 'build-fix', level: 'warning', ruleId: 'broken-report' },
    });
    expect(entry!.diagnostic.message).toMatch(/^A report \(eslint-json\) breaks off/);
  });
});

describe('a line of ours', () => {
  it('is matched in time, whatever it repeats', () => {
    const size = 1 << 14;
    const fillers = ['a', ' ', ':', 'a.', '/a', "'", '1:', 'x.py:1:1: '];
    const slow: string[] = [];
    for (const { id, entries } of formats.formats) {
      for (const { literals, pattern } of entries) {
        const literal = literals[0]!;
        for (const filler of fillers) {
          const rest = filler.repeat(Math.ceil(size / filler.length));
          for (const text of [literal + rest, rest + literal, (literal + filler).repeat(size / 32)]) {
            const start = performance.now();
            pattern.test(text);
            if (performance.now() - start > 3000) slow.push(`${id}: ${literal} and ${filler}`);
          }
        }
      }
    }
    expect(slow).toEqual([]);
  }, 60_000);
});
