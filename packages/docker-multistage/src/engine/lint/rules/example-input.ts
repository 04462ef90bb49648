import { parseHadolintConfig } from '../config/hadolint-config.js';
import { parseIgnoreFile } from '../config/ignore-file.js';
import { emptyContext } from '../context.js';
import type { LintInput } from '../lint-file.js';
import type { Example } from '../rule.js';

/** An example of a rule as the input of a lint. */
export function exampleInput(example: string | Example): LintInput {
  const {
    dockerfile,
    dockerignore,
    config: text = '',
    outsideClosure = {},
  } = typeof example === 'string' ? { dockerfile: example } : example;
  const { config } = parseHadolintConfig(text);
  const { trustedRegistries, labelSchema, strictLabels } = config;
  const ignoreFile = dockerignore === undefined ? undefined : parseIgnoreFile(dockerignore);
  const outside = new Map(Object.entries(outsideClosure));
  return {
    file: 'Dockerfile',
    text: dockerfile,
    config,
    context: { ...emptyContext, trustedRegistries, labelSchema, strictLabels, ignoreFile, outsideClosure: outside },
  };
}
