import type { Fix } from '@hone/core/diagnostics';
import { createLineIndex } from '@hone/core/edits';
import { emptyContext } from '../../lint/context.js';
import { lintDockerfile } from '../../lint/lint-file.js';
import type { SpanEdit } from '../../lint/rule.js';
import type { Pass, PassInput, PassResult } from '../pass.js';

/** Rules whose findings other passes repair, and better: a cache mount instead of a cache that is thrown away. */
const LEFT_TO_PASSES = new Set([
  'DL3009',
  'DL3019',
  'DL3025',
  'DL3032',
  'DL3036',
  'DL3040',
  'DL3042',
  'DL3060',
  'JSONArgsRecommended',
  'docker/manifest-copied',
  'docker/no-cache-mount',
  'docker/unfrozen-lock',
]);
/** What is repaired at the end where no mount could be had. */
const CACHES = new Set(['DL3009', 'DL3019', 'DL3032', 'DL3036', 'DL3040', 'DL3042', 'DL3060']);

export const lintFixes: Pass = {
  id: 'lint-fixes',
  summary: "Applies the safe fixes of the linter's rules; with `unsafe`, the others too.",
  reason: 'What the linter would report and can repair needs nobody to do it by hand.',
  example: {
    before: 'FROM debian:12\nMAINTAINER someone@example.com\nRUN apt install -y curl=7.88.*\n',
    after:
      'FROM debian:12\nLABEL org.opencontainers.image.authors="someone@example.com"\nRUN apt-get install -y curl=7.88.*\n',
  },
  run: (input) => applyFixes(input, (ruleId) => !LEFT_TO_PASSES.has(ruleId)),
};

export const cachesRemoved: Pass = {
  id: 'caches-removed',
  summary: 'Removes what a package manager leaves behind, where it got no cache mount.',
  reason: 'Lists and downloads stay in the layer that fetched them, and are of no use there.',
  example: {
    before: 'FROM python:3.12-slim\nUSER app\nRUN pip install django==5.1.4\n',
    after: 'FROM python:3.12-slim\nUSER app\nRUN pip install --no-cache-dir django==5.1.4\n',
  },
  run: (input) => applyFixes({ ...input, unsafe: false }, (ruleId) => CACHES.has(ruleId)),
};

function applyFixes({ file, unsafe }: PassInput, isMine: (ruleId: string) => boolean): PassResult {
  const index = createLineIndex(file.text);
  const found = lintDockerfile({ file: 'Dockerfile', text: file.text, context: emptyContext });
  const fixes = found.filter(({ ruleId }) => isMine(ruleId)).flatMap(({ fixes: [first] = [] }) => first ?? []);
  const taken: SpanEdit[] = [];
  for (const fix of fixes) {
    if (fix.applicability !== 'safe' && !(unsafe && fix.applicability === 'unsafe')) continue;
    const edits = toSpanEdits(fix, index);
    // One that meets another waits for the next round.
    if (edits.every((edit) => taken.every((other) => !meets(edit, other)))) taken.push(...edits);
  }
  return { edits: taken, doubts: [] };
}

function toSpanEdits({ edits }: Fix, index: ReturnType<typeof createLineIndex>): SpanEdit[] {
  return edits.map(({ region, newText }) => ({ span: index.regionToOffsets(region), newText }));
}

function meets(a: SpanEdit, b: SpanEdit): boolean {
  return a.span.start <= b.span.end && b.span.start <= a.span.end;
}
