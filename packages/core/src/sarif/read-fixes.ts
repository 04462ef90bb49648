import type { Applicability, Fix, TextEdit } from '../diagnostics/diagnostic.js';
import { isRecord, type Json, listAt, recordAt, textAt } from './json.js';
import type { Locator } from './locate.js';

/** The fixes of a SARIF result. One with an edit whose place can't be told exactly is left out as a whole. */
export function readFixes(result: Json, locator: Locator): Fix[] {
  const edited = listAt(result, 'fixes')
    .filter(isRecord)
    .map((fix) => readFix(fix, locator))
    .filter((fix) => fix !== undefined);
  const suggested = listAt(recordAt(result, 'properties'), 'suggestions')
    .filter(isRecord)
    .map((suggestion): Fix => ({ ...describe(suggestion, textAt(suggestion, 'description')), edits: [] }));
  return [...edited, ...suggested];
}

function readFix(fix: Json, locator: Locator): Fix | undefined {
  const edits: TextEdit[] = [];
  for (const change of listAt(fix, 'artifactChanges').filter(isRecord)) {
    const file = locator.file(recordAt(change, 'artifactLocation'));
    for (const replacement of listAt(change, 'replacements').filter(isRecord)) {
      const region = file === undefined ? undefined : locator.exactRegion(recordAt(replacement, 'deletedRegion'), file);
      if (file === undefined || region === undefined) return undefined;
      edits.push({ file, region, newText: textAt(recordAt(replacement, 'insertedContent'), 'text') ?? '' });
    }
  }
  if (edits.length === 0) return undefined;
  return { ...describe(recordAt(fix, 'properties'), textAt(recordAt(fix, 'description'), 'text')), edits };
}

const APPLICABILITIES: Record<string, Applicability> = { safe: 'safe', unsafe: 'unsafe', manual: 'manual' };

/** SARIF has no word for how far a fix can be trusted: without ours it is not applied unasked. */
function describe(bag: Json, description: string | undefined): Omit<Fix, 'edits'> {
  return {
    description: description ?? '',
    applicability: APPLICABILITIES[textAt(bag, 'applicability') ?? ''] ?? 'unsafe',
  };
}
