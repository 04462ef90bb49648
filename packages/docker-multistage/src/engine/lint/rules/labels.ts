import type { LabelKind, RuleContext } from '../context.js';
import type { Dockerfile, Pair } from '../../dockerfile/index.js';
import { pairsOf } from '../../dockerfile/index.js';
import type { Finding } from '../rule.js';
import { instructionsOf } from './support.js';

/** A finding for each label of one kind whose value breaks the rules of that kind. */
export function* findLabels(
  file: Dockerfile,
  { labelSchema }: RuleContext,
  kind: LabelKind | undefined,
  isBad: (value: string) => boolean,
  say: (pair: Pair) => string,
): Generator<Finding> {
  for (const instruction of instructionsOf(file, 'LABEL')) {
    for (const pair of pairsOf(instruction, file)) {
      const wanted = labelSchema.get(pair.key);
      if (wanted === undefined || (kind !== undefined && wanted !== kind) || !isBad(pair.value ?? '')) continue;
      yield { of: instruction, at: pair, message: say(pair) };
    }
  }
}
