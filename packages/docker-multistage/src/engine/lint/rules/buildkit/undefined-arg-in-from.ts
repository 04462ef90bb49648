import type { Dockerfile } from '../../../dockerfile/index.js';
import { nearest, stagesOf, variablesIn } from '../../../dockerfile/index.js';
import type { Finding, Rule } from '../../rule.js';
import { globalArgs } from '../../scopes.js';

export const undefinedArgInFrom: Rule = {
  id: 'UndefinedArgInFrom',
  source: 'buildkit',
  summary: 'FROM uses an argument that no ARG before the first FROM declares.',
  reason: 'Its value is empty, so that another image is pulled than the one meant, or none.',
  severity: 'warning',
  bad: 'FROM node:22${VARIANT} AS jsbuilder\n',
  good: 'ARG VARIANT="-alpine3.20"\nFROM node:22${VARIANT} AS jsbuilder\n',
  *check(file): Generator<Finding> {
    const known = globalArgs(file);
    for (const { instruction, from } of stagesOf(file).all) {
      for (const name of new Set(namesIn(from.image.raw, file))) {
        if (!known.has(name)) yield { of: instruction, at: from.image, message: say(name, known.keys()) };
      }
      const { platform } = from;
      for (const name of new Set(namesIn(platform?.value ?? '', file))) {
        if (!known.has(name)) yield { of: instruction, at: platform ?? instruction, message: say(name, known.keys()) };
      }
    }
  },
};

function namesIn(text: string, { escape }: Dockerfile): string[] {
  return variablesIn(text, escape).map(({ name }) => name);
}

function say(name: string, known: Iterable<string>): string {
  const guess = nearest(name, known);
  return `FROM argument '${name}' is not declared${guess === undefined ? '' : ` (did you mean ${guess}?)`}.`;
}
