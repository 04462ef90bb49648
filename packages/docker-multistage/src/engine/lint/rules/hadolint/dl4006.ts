import type { Instruction } from '../../../dockerfile/index.js';
import type { Finding, Rule } from '../../rule.js';
import { runOf } from '../../scripts.js';
import { hasFlag, parseShell } from '../../../shell/index.js';

export const dl4006: Rule = {
  id: 'DL4006',
  source: 'hadolint',
  summary: 'RUN has a pipe, and the shell does not stop at its errors.',
  reason: 'Only the exit code of the last command counts, so that a failed download goes unnoticed.',
  severity: 'warning',
  bad: 'FROM debian:12\nRUN wget -q -O - https://example.com | wc -l > /number\n',
  good: 'FROM debian:12\nSHELL ["/bin/bash", "-o", "pipefail", "-c"]\nRUN wget -q -O - https://example.com | wc -l > /number\n',
  *check(file): Generator<Finding> {
    let stops = false;
    for (const instruction of file.instructions) {
      const { keyword } = instruction;
      if (keyword === 'FROM') stops = false;
      else if (keyword === 'SHELL') stops = stopsAtErrors(instruction);
      else if (keyword === 'RUN' && !stops && runOf(instruction, file.text).script.hasPipe) {
        yield {
          of: instruction,
          message: 'Set the SHELL option -o pipefail before RUN with a pipe in it.',
          hint: 'SHELL ["/bin/bash", "-o", "pipefail", "-c"]; in an Alpine image, /bin/ash.',
        };
      }
    }
  },
};

function stopsAtErrors({ exec, operands }: Instruction): boolean {
  const command = exec ? exec.map(({ text }) => text).join(' ') : operands.text;
  if (/^(?:pwsh|powershell|cmd)/.test(command)) return true;
  return parseShell(command).commands.some(
    (shell) =>
      /(?:^|\/)(?:bash|zsh|ash)$/.test(shell.name) &&
      hasFlag(shell, 'o') &&
      shell.args.some(({ text }) => text === 'pipefail'),
  );
}
