import { describe, expect, it } from 'vitest';
import type { Fix } from '@hone/core';
import type { LogEntry } from '../../types.js';
import { fixers } from '../index.js';
import { offeredFixes, suggestedCandidates } from './index.js';

/** A fix that replaces the characters from `from` to `to` of line 1. */
function fix(applicability: Fix['applicability'], from: number, to: number, newText = ''): Fix {
  const region = { start: { line: 1, column: from }, end: { line: 1, column: to } };
  return { description: `${newText || 'remove'}`, applicability, edits: [{ file: 'a.rs', region, newText }] };
}
function entry(tool: string, ...fixes: Fix[]): LogEntry {
  return {
    diagnostic: { tool, ruleId: 'x', level: 'warning', message: 'm', fixes },
    format: 'sarif',
    logLine: 1,
  };
}
/** What is offered, in short: trust and new texts. */
const offered = (tool: string, ...fixes: Fix[]): string[] =>
  offeredFixes(entry(tool, ...fixes).diagnostic).map(
    ({ applicability, edits }) => `${applicability} ${edits.map(({ newText }) => newText).join()}`,
  );

describe('offeredFixes', () => {
  it('joins the machine-applicable suggestions of a compiler, in the order of the text', () => {
    expect(offered('rustc', fix('safe', 9, 10, 'b'), fix('safe', 1, 2, 'a'))).toEqual(['safe a,b']);
  });

  it('takes several of any other tool as alternatives', () => {
    expect(offered('eslint', fix('safe', 9, 10, 'b'), fix('safe', 1, 2, 'a'))).toEqual(['safe b', 'safe a']);
  });

  it.each([
    ['the same characters', fix('safe', 1, 5, 'a'), fix('safe', 4, 8, 'b')],
    ['one place', fix('safe', 4, 4, 'a'), fix('safe', 4, 4, 'b')],
  ])('leaves machine-applicable suggestions for %s to a person', (_, a, b) => {
    expect(offered('clippy', a, b)).toEqual(['manual a', 'manual b']);
  });

  it('offers a doubtful fix only when there is no second one', () => {
    expect(offered('rustc', fix('unsafe', 1, 1, 'use a::X;'))).toEqual(['unsafe use a::X;']);
    expect(offered('rustc', fix('unsafe', 1, 1, 'use a::X;'), fix('unsafe', 1, 1, 'use a::X;'))).toHaveLength(1);
    expect(offered('rustc', fix('unsafe', 1, 1, 'use a::X;'), fix('unsafe', 1, 1, 'use b::X;'))).toEqual([
      'manual use a::X;',
      'manual use b::X;',
    ]);
    expect(offered('rustc', fix('unsafe', 1, 2, 'a'), fix('safe', 3, 4, 'b'))).toEqual(['safe b']);
  });

  it('hands on advice without an edit', () => {
    expect(offered('rustc', { description: 'Think.', applicability: 'unsafe', edits: [] })).toEqual(['manual ']);
  });
});

const none = { read: () => undefined };

describe('suggestedCandidates', () => {
  it('answers all entries that tell of one fix, and trusts it as the most careful does', () => {
    const told = [entry('rustc', fix('safe', 1, 2)), entry('rustc', fix('unsafe', 1, 2))];
    expect(suggestedCandidates('suggestions', told, none)).toMatchObject([{ applicability: 'unsafe', answers: told }]);
  });

  it('sorts by place', () => {
    const candidates = suggestedCandidates(
      'suggestions',
      [entry('ruff', fix('safe', 9, 10, 'b')), entry('ruff', fix('safe', 1, 2, 'a'))],
      none,
    );
    expect(candidates.map(({ description }) => description)).toEqual(['a', 'b']);
  });
});

it('every fixer loads and bears the id that it is listed with', async () => {
  for (const { id, load } of fixers) expect((await load()).id).toBe(id);
  expect(new Set(fixers.map(({ id }) => id)).size).toBe(fixers.length);
});
