import { stagesOf, variablesIn } from '../../../dockerfile/index.js';
import type { Finding, Rule } from '../../rule.js';
import { globalArgs } from '../../scopes.js';
import { expand } from '../../../dockerfile/index.js';
import { replace, safe } from '../support.js';

export const redundantTargetPlatform: Rule = {
  id: 'RedundantTargetPlatform',
  source: 'buildkit',
  summary: 'FROM asks for the platform that it has by default.',
  reason: '`--platform=$TARGETPLATFORM` says nothing, and makes a reader look for a reason.',
  severity: 'warning',
  fix: 'Safe: takes the flag out.',
  bad: 'FROM --platform=$TARGETPLATFORM alpine AS builder\n',
  good: 'FROM alpine AS builder\n',
  *check(file): Generator<Finding> {
    const args = globalArgs(file);
    for (const { instruction, from } of stagesOf(file).all) {
      const { platform, image } = from;
      if (!platform?.value) continue;
      const names = new Set(variablesIn(platform.value, file.escape).map(({ name }) => name));
      if (names.size !== 1 || !names.has('TARGETPLATFORM')) continue;
      if (expand(platform.value, file.escape, (name) => args.get(name)) !== args.get('TARGETPLATFORM')) continue;
      yield {
        of: instruction,
        at: platform,
        message: `Setting platform to predefined ${platform.value} in FROM is redundant as this is the default behavior.`,
        ...safe('Remove the flag', replace({ start: platform.start, end: image.start }, '')),
      };
    }
  },
};
