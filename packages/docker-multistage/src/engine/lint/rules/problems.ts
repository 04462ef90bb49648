import type { Rule } from '../rule.js';

/** A finding that comes from reading, not from a rule's own code. */
type ProblemRule = Pick<Rule, 'id' | 'source' | 'summary' | 'reason' | 'severity'>;

/** What is reported of files that cannot be read as they should. */
export const problemRules: readonly ProblemRule[] = [
  {
    id: 'docker/syntax',
    source: 'docker',
    summary: 'The Dockerfile holds something that the builder refuses.',
    reason: 'The image cannot be built. Rules still run over what can be read.',
    severity: 'error',
  },
  {
    id: 'docker/file-unreadable',
    source: 'docker',
    summary: 'A Dockerfile cannot be read, is not UTF-8, or is larger than 1 MiB.',
    reason: 'Nothing can be said of it.',
    severity: 'error',
  },
  {
    id: 'docker/config-invalid',
    source: 'docker',
    summary: 'The configuration .hadolint.yaml is no YAML, or has a setting that there is not.',
    reason: 'What was meant has no effect.',
    severity: 'error',
  },
];
