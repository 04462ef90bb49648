import { fileURLToPath } from 'node:url';
import { format } from 'prettier';
import { beforeAll, describe, expect, it } from 'vitest';
import { type CompiledFormats, createFileResolver, loadFormats, readLogText } from '../../read/index.js';
import { readShippedSources, runRuleExample, type WrittenRule } from './index.js';
import { withoutContradictions } from './load/contradictions.js';

const written: readonly WrittenRule[] = await readShippedSources();
const fileIn = (name: string): string => fileURLToPath(new URL(`../../rules/${name}`, import.meta.url));
const asJson = (value: unknown): Promise<string> => format(JSON.stringify(value), { parser: 'json', printWidth: 120 });

let formats: CompiledFormats;
beforeAll(async () => {
  formats = await loadFormats();
});

describe('the shipped rules', () => {
  it('are at least sixty, each in the file that bears its name, and none contradicts another', () => {
    const rules = written.map(({ rule }) => rule);
    expect(rules.length).toBeGreaterThanOrEqual(60);
    for (const { id, source } of rules) expect(source.file).toBe(`${id}.yaml`);
    expect(withoutContradictions(rules).problems).toEqual([]);
  });

  it('are compiled to what is loaded (when this fails: npx vitest run --root packages/build-fix src/engine/fixers/rules -u)', async () => {
    const rules = written.map(({ rule }) => rule);
    await expect(await asJson(rules)).toMatchFileSnapshot(fileIn('rules.json'));
    const routes = rules.map(({ match }) => match.map(({ tool, rule }) => ({ tool, rule })));
    await expect(await asJson(routes)).toMatchFileSnapshot(fileIn('routes.json'));
  });
});

describe.each(written.map(({ rule, examples }) => ({ id: rule.id, rule, examples })))('$id', ({ rule, examples }) => {
  it('has an example in which it fires', () => {
    expect(examples.some(({ after, description }) => after ?? description)).toBe(true);
  });

  const cases = examples.map((example, index) => ({ name: example.summary ?? `example ${index + 1}`, example }));
  it.each(cases)('$name', ({ example }) => {
    const result = runRuleExample(rule, example, (log, files) =>
      readLogText(log, {
        formats,
        resolve: createFileResolver({ workspaceRoot: '/workspace', exists: (name) => files.exists(name) }),
      }),
    );
    if (example.after === undefined && example.description === undefined) {
      expect(result.candidates).toEqual([]);
      return;
    }
    expect(result.candidates).not.toEqual([]);
    expect(result.after).toEqual(example.after ?? {});
    expect(result.commands).toEqual(example.commands ?? []);
    if (example.description !== undefined) expect(result.candidates[0]?.description).toBe(example.description);
    // A template that was not filled shows.
    for (const { description } of result.candidates) expect(description).not.toMatch(/\{[a-z]+/);
  });
});
