import type { EntryPoint } from '@hone/core/manifests';
import type { MetadataFacts } from './facts.js';
import type { Finding } from './finding.js';
import { valueAt, type TomlPath } from './toml-value.js';

const OBJECT =
  /^([\p{ID_Start}_][\p{ID_Continue}]*(?:\.[\p{ID_Start}_][\p{ID_Continue}]*)*)(?:\s*:\s*([\p{ID_Start}_][\p{ID_Continue}]*(?:\.[\p{ID_Start}_][\p{ID_Continue}]*)*))?\s*(?:\[[^\]]*\])?$/u;

/** Takes an object reference apart (`module:attribute`, extras in brackets allowed); undefined when it is none. */
export function parseEntryPoint(value: string): { module: string; attribute?: string } | undefined {
  const match = OBJECT.exec(value.trim());
  if (!match) return undefined;
  return { module: match[1]!, ...(match[2] !== undefined && { attribute: match[2] }) };
}

/** A finding at an entry point, by path where pyproject.toml has it under the standard's tables. */
export function entryPointFinding(facts: MetadataFacts, entry: EntryPoint, message: string, hint?: string): Finding {
  const path = pathOf(entry);
  const { file, line } = entry;
  const inTable = file === facts.pyproject?.file && valueAt(facts.document, path) === entry.value;
  return {
    message,
    ...(hint !== undefined && { hint }),
    ...(inTable ? { at: path } : { place: { file, ...(line !== undefined && { line }) } }),
  };
}

function pathOf({ group, name }: EntryPoint): TomlPath {
  if (group === 'console_scripts') return ['project', 'scripts', name];
  if (group === 'gui_scripts') return ['project', 'gui-scripts', name];
  return ['project', 'entry-points', group, name];
}
