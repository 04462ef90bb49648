import type { Diagnostic } from '@hone/core/diagnostics';
import { createLineIndex } from '@hone/core/edits';
import { describe, expect, it } from 'vitest';
import { parseDockerfile } from '../../dockerfile/index.js';
import { lintDockerfile } from '../lint-file.js';
import { exampleInput } from './example-input.js';
import { allRules, buildkitRules, hadolintRules } from './index.js';

/** Applies the edits of all fixes of a rule's findings. */
function applyFixes(text: string, findings: readonly Diagnostic[]): string {
  const index = createLineIndex(text);
  const edits = findings
    .flatMap(({ fixes = [] }) => fixes.flatMap((fix) => fix.edits))
    .map(({ region, newText }) => ({ ...index.regionToOffsets(region), newText }));
  return edits
    .sort((a, b) => b.start - a.start)
    .reduce((result, { start, end, newText }) => result.slice(0, start) + newText + result.slice(end), text);
}

describe.each(allRules.map((rule) => [rule.id, rule] as const))('%s', (id, rule) => {
  const find = (example: typeof rule.bad, text?: string): Diagnostic[] => {
    const input = exampleInput(example);
    return lintDockerfile({ ...input, text: text ?? input.text }).filter(({ ruleId }) => ruleId === id);
  };

  it('finds its bad example', () => {
    expect(find(rule.bad)).not.toEqual([]);
  });

  it('leaves its good example alone, which the builder would take', () => {
    expect(find(rule.good)).toEqual([]);
    expect(parseDockerfile(exampleInput(rule.good).text).problems).toEqual([]);
  });

  it('repairs its bad example, if and as its documentation says', () => {
    const findings = find(rule.bad);
    const fixes = findings.flatMap((finding) => finding.fixes ?? []);
    expect(fixes.length > 0).toBe(rule.fix !== undefined);
    if (fixes.length === 0) return;
    for (const { applicability } of fixes) expect(rule.fix?.toLowerCase()).toContain(applicability);
    const fixed = applyFixes(exampleInput(rule.bad).text, findings);
    expect(find(rule.bad, fixed)).toEqual([]);
    expect(parseDockerfile(fixed).problems).toEqual([]);
  });
});

it('has each id once, and all of BuildKit and hadolint that need neither a registry nor ShellCheck', () => {
  const ids = allRules.map(({ id }) => id);
  expect(new Set(ids).size).toBe(ids.length);
  expect(buildkitRules).toHaveLength(21);
  expect(hadolintRules).toHaveLength(71);
});
