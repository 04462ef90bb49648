import type { Finding, Rule } from '../../rule.js';
import { fromOf } from '../../../dockerfile/index.js';

export const dl3022: Rule = {
  id: 'DL3022',
  source: 'hadolint',
  summary: 'COPY --from names no stage that stands above it.',
  reason: 'The builder takes it for the name of an image then, without a tag.',
  severity: 'warning',
  keywords: ['COPY'],
  bad: 'FROM busybox:1.36\nCOPY --from=builder /app /app\n',
  good: 'FROM busybox:1.36 AS builder\nFROM busybox:1.36\nCOPY --from=builder /app /app\n',
  *check(file): Generator<Finding> {
    const names = new Set<string>();
    let count = 0;
    for (const instruction of file.instructions) {
      if (instruction.keyword === 'FROM') {
        count++;
        const alias = fromOf(instruction, file)?.alias;
        if (alias) names.add(alias.text.toLowerCase());
      }
      if (instruction.keyword !== 'COPY') continue;
      const from = instruction.flags.find(({ name }) => name === 'from');
      if (from?.value === undefined || from.value.includes(':') || names.has(from.value.toLowerCase())) continue;
      const number = /^\d+/.exec(from.value)?.[0];
      if (number !== undefined && Number(number) < count) continue;
      yield {
        of: instruction,
        at: from,
        message: `\`COPY --from=${from.value}\` should reference a stage that is defined above.`,
      };
    }
  },
};
