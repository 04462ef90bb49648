import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { format } from 'prettier';
import { expect, it } from 'vitest';
import { compiledFile, formatFiles, formatsFolder, loadFormats, parseFormat, parseFormatDocument } from './index.js';

const texts = formatFiles(formatsFolder).map(
  (name) => [name, readFileSync(join(formatsFolder, name), 'utf8')] as const,
);

/** After a change of a format: `npx vitest run --root packages/build-fix src/engine/read/format -u`. */
it('formats.json holds what the YAML files say, without the examples', async () => {
  const documents = texts.map(([name, text]) => ({ ...parseFormatDocument(text, name).document, examples: undefined }));
  const json = await format(JSON.stringify(documents), { parser: 'json', printWidth: 120 });
  await expect(json).toMatchFileSnapshot(join(formatsFolder, compiledFile));
}, 30_000);

it('no pattern of ours may take for ever', async () => {
  // Those of users are checked when they are loaded, ours only here.
  const checked = texts.map(([name, text]) => parseFormat(text, name, { folder: formatsFolder }));
  const { formats } = await loadFormats();
  expect(formats.map(({ id }) => id).sort()).toEqual(checked.map(({ id }) => id).sort());
}, 30_000);
