import type { Finding, Rule } from '../../rule.js';
import { runOf } from '../../scripts.js';

export const dl4001: Rule = {
  id: 'DL4001',
  source: 'hadolint',
  summary: 'A stage uses both wget and curl.',
  reason: 'One of them is enough, and smaller.',
  severity: 'warning',
  programs: /^(?:wget|curl)$/m,
  onbuild: true,
  bad: 'FROM debian:12\nRUN wget -q http://example.com/a\nRUN curl http://example.com/b\n',
  good: 'FROM debian:12\nRUN curl http://example.com/a\nRUN curl http://example.com/b\n',
  *check(file): Generator<Finding> {
    let seen = new Set<string>();
    for (const instruction of file.instructions) {
      if (instruction.keyword === 'FROM') seen = new Set();
      if (instruction.keyword !== 'RUN') continue;
      const run = runOf(instruction, file.text);
      const used = run.commands.filter(({ name }) => name === 'curl' || name === 'wget');
      const second = used.find(({ name }) => !seen.has(name) && seen.size > 0) ?? used.at(-1);
      for (const { name } of used) seen.add(name);
      if (!second || seen.size < 2) continue;
      yield { of: instruction, at: run.spanOf(second), message: 'Either use wget or curl but not both.' };
    }
  },
};
