import { HoneError } from '@hone/core/diagnostics';
import { Document, isMap, parseDocument, type YAMLMap } from 'yaml';
import type { Service } from './types.js';

/** What came of a merge. */
export interface MergedCompose {
  text: string;
  /** Services of the file that have these names and are something else; they stay as they are. */
  foreign: string[];
}

const HEAD = ` Services of this workspace's images: \`docker compose --profile production up --build\`, or
 \`docker compose --profile development up --build --watch\`.
 Written by \`nx g @hone/docker-multistage:compose\`: the next run adds what is missing and changes nothing that is here.`;

const WIDTH = { lineWidth: 0 } as const;
/** What several services have in common is written out in each: it is there to be edited. */
const WRITTEN_OUT = { aliasDuplicateObjects: false } as const;

/** Renders a new compose file. */
export function renderCompose(services: ReadonlyMap<string, Service>): string {
  const document = new Document({ services: Object.fromEntries(services) }, WRITTEN_OUT);
  document.commentBefore = HEAD;
  return document.toString(WIDTH);
}

/**
 * Adds services to a compose file, and to those that are there the keys that they lack. Comments, order and every value
 * that is there stay.
 *
 * @param force writes the planned keys over those that are there
 * @throws HoneError when the file is no compose file
 */
export function mergeCompose(
  text: string,
  services: ReadonlyMap<string, Service>,
  file: string,
  force = false,
): MergedCompose {
  const document = parseDocument(text);
  const [error] = document.errors;
  if (error) {
    throw new HoneError(`${file} is no YAML: ${error.message.split('\n')[0]}`, {
      file,
      ...(error.linePos && { line: error.linePos[0].line }),
      hint: 'Correct it, then run the generator again.',
    });
  }
  const root: unknown = document.contents;
  if (root !== null && !isMap(root)) throw notCompose(file);
  const listed = document.get('services');
  if (listed !== undefined && listed !== null && !isMap(listed)) throw notCompose(file);
  if (!isMap(listed)) document.set('services', document.createNode({}));
  const target = document.get('services') as YAMLMap;
  const foreign: string[] = [];
  let changed = false;
  for (const [name, service] of services) {
    const existing: unknown = target.get(name);
    if (existing === undefined || existing === null) {
      target.set(name, document.createNode(service, WRITTEN_OUT));
      changed = true;
    } else if (!isMap(existing) || !isOurs(existing, service)) {
      foreign.push(name);
    } else {
      changed = addKeys(document, existing, service, force) || changed;
    }
  }
  return { text: changed ? document.toString(WIDTH) : text, foreign };
}

function notCompose(file: string): HoneError {
  return new HoneError(`${file} is no compose file: \`services\` has to be a map.`, {
    file,
    hint: 'Name another file with `--file`.',
  });
}

/** It is built from the same Dockerfile, or runs the same image. */
function isOurs(existing: YAMLMap, service: Service): boolean {
  const { dockerfile } = service['build'] as { dockerfile: string };
  const built = existing.getIn(['build', 'dockerfile']);
  return typeof built === 'string'
    ? built.replace(/^\.\//, '') === dockerfile
    : existing.get('image') === service['image'];
}

function addKeys(document: Document, existing: YAMLMap, service: Service, force: boolean): boolean {
  let changed = false;
  for (const [key, value] of Object.entries(service)) {
    const differs =
      JSON.stringify((existing.get(key, true) as { toJSON?: () => unknown } | undefined)?.toJSON?.()) !==
      JSON.stringify(value);
    if (existing.has(key) && !(force && differs)) continue;
    existing.set(key, document.createNode(value));
    changed = true;
  }
  return changed;
}
