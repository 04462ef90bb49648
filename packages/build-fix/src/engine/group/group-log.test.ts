import { expect, it } from 'vitest';
import { loadFormats } from '../read/index.js';
import { groupLog } from './group-log.js';

const ERRORS = 120_000;
const KINDS = ['Cannot find name', 'Cannot find module', 'Duplicate identifier', 'Unused label'];

it('ends with the same groups whether a log is read as a whole or in part', async () => {
  const formats = await loadFormats();
  const full = await groupLog(log(), { formats });
  const thin = await groupLog(log(), { formats, thin: { edge: 256 << 10, block: 32 << 10, blocksAtRate: 20 } });
  expect(full).toMatchObject({ entries: ERRORS, lines: ERRORS, category: 'type' });
  expect(full.sampled).toBeUndefined();
  expect(thin).toMatchObject({ bytes: full.bytes, lines: ERRORS, category: 'type' });
  expect(thin.groups.map(({ fingerprint }) => fingerprint)).toEqual(full.groups.map(({ fingerprint }) => fingerprint));
  expect(thin.sampled?.share).toBeLessThan(0.5);
  expect(Math.abs(thin.entries - ERRORS)).toBeLessThanOrEqual(Math.max(0.01, thin.sampled!.error) * ERRORS);
});

/** The first kind most often, in chunks that end anywhere. */
async function* log(): AsyncGenerator<Uint8Array> {
  let text = '';
  for (let index = 0; index < ERRORS; index++) {
    const kind = index % 7 < 3 ? 0 : index % 13 < 6 ? 1 : index % 5 < 3 ? 2 : 3;
    text += `packages/lib-${index % 97}/src/file-${index % 1009}.ts(${index % 400},5): error TS${2300 + kind}: ${KINDS[kind]} 'n${index}'.\n`;
    if (text.length > 70_001) {
      yield await Promise.resolve(Buffer.from(text.slice(0, 70_001)));
      text = text.slice(70_001);
    }
  }
  yield Buffer.from(text);
}
