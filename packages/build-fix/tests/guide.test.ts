import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { checkFormat, checkRule } from '../src/engine/check/index.js';
import { wilsonLower } from '../src/engine/learn/index.js';
import { PROVED } from '../src/engine/learn/proof.js';
import { loadFormats } from '../src/engine/read/index.js';

const page = readFileSync(new URL('../../../docs/build-fix/README.md', import.meta.url), 'utf8');
const [rule = '', format = ''] = [...page.matchAll(/^```yaml\n([^]*?)^```$/gm)].map(([, text]) => text);

it('shows a rule and a format that do what they say', async () => {
  const formats = await loadFormats();
  expect(checkRule(rule, '.hone/build-fix/rules/python-our-logger.yaml', formats)).toEqual({
    examples: 1,
    problems: [],
  });
  expect(checkFormat(format, '.hone/build-fix/formats/acme-lint.yaml')).toEqual({ examples: 1, problems: [] });
});

it('says how often a fix has to be kept', () => {
  const said = [...(/^.*nine of ten are: (.*)$/m.exec(page)?.[1] ?? '').matchAll(/(\d+) of (\d+)/g)].map(
    ([, kept, tried]) => [Number(kept), Number(tried)],
  );
  expect(said).toHaveLength(2);
  for (const [kept = 0, tried = 0] of said) {
    expect(wilsonLower(kept, tried)).toBeGreaterThanOrEqual(PROVED);
    expect(wilsonLower(kept - 1, tried - 1)).toBeLessThan(PROVED);
  }
});
