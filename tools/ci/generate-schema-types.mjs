// Writes a schema.d.ts beside every schema.json of the packages, so that the two can't drift.
// With --check it writes nothing and fails when one of them is out of date.
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { compile } from 'json-schema-to-typescript';
import { findSchemas } from './find-schemas.mjs';

const check = process.argv.includes('--check');
const stale = [];
for (const schemaPath of findSchemas()) {
  const schema = JSON.parse(readFileSync(schemaPath, 'utf8'));
  const types = await compile(schema, schema.title, {
    bannerComment: '// Generated from schema.json by `npm run schemas`. Do not edit.',
    style: { singleQuote: true, printWidth: 120 },
  });
  const target = join(dirname(schemaPath), 'schema.d.ts');
  const current = existsSync(target) ? readFileSync(target, 'utf8') : '';
  if (current === types) continue;
  if (check) stale.push(target);
  else writeFileSync(target, types);
}
if (stale.length > 0) {
  console.error(`Out of date, run \`npm run schemas\`:\n${stale.map((file) => `  ${file}`).join('\n')}`);
  process.exitCode = 1;
}
