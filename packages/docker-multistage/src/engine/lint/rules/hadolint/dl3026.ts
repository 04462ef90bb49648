import { findStage, mountsOf, parseImageName, stagesOf } from '../../../dockerfile/index.js';
import type { Dockerfile, Instruction, Span } from '../../../dockerfile/index.js';
import type { Finding, Rule } from '../../rule.js';

export const dl3026: Rule = {
  id: 'DL3026',
  source: 'hadolint',
  summary: 'An image comes from a registry that is not trusted.',
  reason: 'The configuration says which registries are: `trustedRegistries`.',
  severity: 'error',
  bad: { dockerfile: 'FROM randomguy.example/debian:12\n', config: 'trustedRegistries:\n  - docker.io\n' },
  good: { dockerfile: 'FROM debian:12\n', config: 'trustedRegistries:\n  - docker.io\n' },
  *check(file, { trustedRegistries }): Generator<Finding> {
    if (trustedRegistries.length === 0) return;
    const { all } = stagesOf(file);
    for (const instruction of file.instructions) {
      const above = all.filter((stage) => stage.instruction.start < instruction.start);
      for (const { name, at } of imagesIn(instruction, file)) {
        if (findStage(above, name) || isTrusted(name, trustedRegistries)) continue;
        yield {
          of: instruction,
          at,
          message: `\`${name}\` does not come from a trusted registry (${trustedRegistries.join(', ')}).`,
        };
      }
    }
  },
};

function imagesIn(instruction: Instruction, file: Dockerfile): { name: string; at: Span }[] {
  const { keyword, flags } = instruction;
  if (keyword === 'FROM') {
    const image = stagesOf(file).all.find((stage) => stage.instruction === instruction)?.from.image;
    return image ? [{ name: image.text, at: image }] : [];
  }
  if (keyword === 'RUN') {
    return mountsOf(instruction).flatMap((mount) => {
      const name = mount.fields['from'];
      return name === undefined ? [] : [{ name, at: mount }];
    });
  }
  const from = keyword === 'COPY' ? flags.find(({ name }) => name === 'from') : undefined;
  return from?.value === undefined ? [] : [{ name: from.value, at: from }];
}

function isTrusted(image: string, trusted: readonly string[]): boolean {
  const { registry, name } = parseImageName(image);
  if (registry === undefined && name === 'scratch') return true;
  const registries = registry === undefined ? ['docker.io', 'hub.docker.com'] : [registry];
  return registries.some((host) => trusted.some((pattern) => matches(pattern, host)));
}

function matches(pattern: string, host: string): boolean {
  if (pattern === '*') return true;
  if (pattern.startsWith('*')) return host.endsWith(pattern.slice(1));
  return pattern.endsWith('*') ? host.startsWith(pattern.slice(0, -1)) : host === pattern;
}
