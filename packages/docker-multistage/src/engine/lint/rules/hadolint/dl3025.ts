import type { Instruction } from '../../../dockerfile/index.js';
import type { Finding, Rule } from '../../rule.js';
import { toExecForm } from '../exec-form.js';
import { instructionsOf, replace, unsafe } from '../support.js';

export const dl3025: Rule = {
  id: 'DL3025',
  source: 'hadolint',
  summary: 'CMD, ENTRYPOINT or HEALTHCHECK is in shell form.',
  reason: 'The shell is process 1 then and passes no signal on.',
  severity: 'warning',
  keywords: ['CMD', 'ENTRYPOINT', 'HEALTHCHECK'],
  fix: 'Unsafe, since no shell runs any more: writes the JSON form where the command is a list of plain words.',
  bad: 'FROM busybox:1.36\nCMD my-service server\n',
  good: 'FROM busybox:1.36\nCMD ["my-service", "server"]\n',
  *check(file): Generator<Finding> {
    for (const instruction of instructionsOf(file, 'CMD', 'ENTRYPOINT', 'HEALTHCHECK')) {
      const from = shellFormAt(instruction);
      if (from === undefined) continue;
      const { operands, keyword } = instruction;
      const list = toExecForm(operands.text.slice(from));
      yield {
        of: instruction,
        message: `Use the JSON notation for the arguments of ${keyword}.`,
        ...(list !== undefined &&
          unsafe(`Write \`${list}\``, replace(operands.spanOf(from, operands.text.length), list))),
      };
    }
  },
};

/** Where the command begins, `undefined` when it is in JSON form or there is none. */
function shellFormAt({ exec, keyword, operands }: Instruction): number | undefined {
  if (exec || operands.text === '') return undefined;
  return keyword === 'HEALTHCHECK' ? /^CMD\s+/i.exec(operands.text)?.[0].length : 0;
}
