import { describe, expect, it } from 'vitest';
import { mergeParts, renderParts } from './marks.js';

const parts = [
  { name: 'a', text: 'one' },
  { name: 'b', text: 'two' },
];
const merge = (text: string, wanted = parts, options = {}): { text: string; kept: string[] } =>
  mergeParts(text, wanted, { file: 'Dockerfile', ...options });

describe('a file of parts that is brought up to date', () => {
  const file = renderParts(parts);

  it('stays when nothing is different', () => {
    expect(merge(file)).toEqual({ text: file, kept: [] });
  });

  it('gets what changed, what is new in its place, and loses what is not wanted', () => {
    const wanted = [
      { name: 'a', text: 'one!' },
      { name: 'between', text: 'new' },
      { name: 'b', text: 'two' },
    ];
    expect(merge(file, wanted).text).toBe(renderParts(wanted));
    expect(merge(renderParts(wanted)).text).toBe(file);
    expect(merge(file, [parts[1]!]).text).toBe(renderParts([parts[1]!]));
    expect(merge(renderParts([parts[1]!])).text).toBe(file);
  });

  it('keeps what is written around the parts, line ends too', () => {
    const edited = `# mine\n${file.replace('\n\n#', '\n# ours\n\n#')}RUN mine\n`;
    expect(merge(edited).text).toBe(edited);
    const windows = edited.replaceAll('\n', '\r\n');
    expect(merge(windows).text).toBe(windows);
  });

  it('keeps a part that was edited, and names it where it would be different now', () => {
    const edited = file.replace('\none\n', '\nmine\n');
    expect(merge(edited)).toEqual({ text: edited, kept: ['a'] });
    expect(merge(edited, parts, { force: true })).toEqual({ text: file, kept: [] });
  });

  it('leaves out a part whose marks were removed', () => {
    const mine = file.replace(/# hone:begin a\n|# hone:end a .*\n/g, '');
    expect(merge(mine, parts, { isElsewhere: (name: string) => name === 'a' }).text).toBe(mine);
  });

  it('says where marks do not pair', () => {
    expect(() => merge(file.replace(/# hone:end a.*\n/, ''))).toThrow(
      'The marks of the part `a` do not pair: Dockerfile:1.',
    );
  });
});
