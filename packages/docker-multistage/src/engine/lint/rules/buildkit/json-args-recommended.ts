import type { Instruction, Stage } from '../../../dockerfile/index.js';
import { lineOf, stagesOf } from '../../../dockerfile/index.js';
import type { Finding, Rule } from '../../rule.js';
import { toExecForm } from '../exec-form.js';
import { replace, unsafe } from '../support.js';

export const jsonArgsRecommended: Rule = {
  id: 'JSONArgsRecommended',
  source: 'buildkit',
  summary: 'CMD or ENTRYPOINT is in shell form.',
  reason:
    'The shell is process 1 then and passes no signal on, so that the container is killed after a wait instead of stopped.',
  severity: 'warning',
  keywords: ['CMD', 'ENTRYPOINT'],
  fix: 'Unsafe, since no shell runs any more: writes the JSON form where the command is a list of plain words.',
  bad: 'FROM alpine\nENTRYPOINT my-program start\n',
  good: 'FROM alpine\nENTRYPOINT ["my-program", "start"]\n',
  *check(file): Generator<Finding> {
    for (const stage of stagesOf(file).all) {
      for (const instruction of stage.instructions) {
        const { keyword, exec, operands, written } = instruction;
        if ((keyword !== 'CMD' && keyword !== 'ENTRYPOINT') || exec || shellIsSet(stage, instruction)) continue;
        const list = toExecForm(operands.text);
        yield {
          of: instruction,
          message: `JSON arguments recommended for ${written} to prevent unintended behavior related to OS signals.`,
          hint: 'A SHELL instruction says that a shell is meant.',
          ...(list !== undefined &&
            unsafe(`Write \`${list}\``, replace(operands.spanOf(0, operands.text.length), list))),
        };
      }
    }
  },
};

/** Whether a SHELL stands before the instruction, in its stage or in one that it builds on. */
function shellIsSet(stage: Stage, before: Instruction): boolean {
  return lineOf(stage).some(({ instructions }, depth) =>
    instructions.some((other) => other.keyword === 'SHELL' && (depth > 0 || other.start < before.start)),
  );
}
