// Writes docs/<package>/options.md from the schemas of the package's executors, so that the page can't drift.
// With --check it writes nothing and fails when a page is out of date.
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import { findSchemas } from './find-schemas.mjs';

const docs = fileURLToPath(new URL('../../docs/', import.meta.url));
const check = process.argv.includes('--check');

/** `…/packages/nx/src/executors/lock-slice/schema.json` → `{ packageName: 'nx', kind: 'executors', name: 'lock-slice' }` */
function describePath(path) {
  const [packageName, , kind, name] = path.split(`${sep}packages${sep}`).pop().split(sep);
  return { packageName, kind, name };
}

function renderType({ type, enum: values, items, properties }) {
  if (values) return values.map((value) => `\`${value}\``).join(', ');
  if (type === 'array') return `list of ${items.type ?? 'objects'}`;
  if (properties) return 'object';
  return type ?? 'any';
}

function renderRows(properties, prefix = '') {
  return Object.entries(properties).flatMap(([name, property]) => {
    const fallback = property.default === undefined ? '' : `\`${JSON.stringify(property.default)}\``;
    const row = `| \`${prefix}${name}\` | ${renderType(property)} | ${fallback} | ${property.description ?? ''} |`;
    return [row, ...(property.properties ? renderRows(property.properties, `${prefix}${name}.`) : [])];
  });
}

function renderSchema({ packageName, name }, schema) {
  return [
    `## \`@hone/${packageName}:${name}\``,
    '',
    schema.description,
    '',
    '| option | type | default | meaning |',
    '| --- | --- | --- | --- |',
    ...renderRows(schema.properties ?? {}),
    '',
  ].join('\n');
}

const pages = new Map();
for (const path of findSchemas()) {
  const about = describePath(path);
  if (about.kind !== 'executors') continue;
  const sections = pages.get(about.packageName) ?? [];
  sections.push(renderSchema(about, JSON.parse(readFileSync(path, 'utf8'))));
  pages.set(about.packageName, sections);
}

for (const [packageName, sections] of pages) {
  const target = join(docs, packageName, 'options.md');
  const intro = '<!-- Generated from schema.json by `npm run schemas`. Do not edit. -->';
  const page = `# Options of \`@hone/${packageName}\`\n\n${intro}\n\n${sections.join('\n')}`;
  if (existsSync(target) && readFileSync(target, 'utf8') === page) continue;
  if (check) {
    console.error(`Out of date, run \`npm run schemas\`: ${target}`);
    process.exitCode = 1;
    continue;
  }
  mkdirSync(dirname(target), { recursive: true });
  writeFileSync(target, page);
}
