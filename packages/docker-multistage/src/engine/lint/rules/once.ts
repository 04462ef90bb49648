import type { Dockerfile } from '../../dockerfile/index.js';
import type { Finding } from '../rule.js';

/** A finding for each instruction of that kind but the first of each stage. */
export function* findRepeated(file: Dockerfile, wanted: string, message: string): Generator<Finding> {
  let seen = false;
  for (const instruction of file.instructions) {
    if (instruction.keyword === 'FROM') seen = false;
    if (instruction.keyword !== wanted) continue;
    if (seen) yield { of: instruction, message };
    seen = true;
  }
}
