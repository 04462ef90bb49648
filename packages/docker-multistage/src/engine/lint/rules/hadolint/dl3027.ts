import type { Rule } from '../../rule.js';
import type { Command } from '../../../shell/index.js';
import { findCommands } from '../commands.js';
import { replace } from '../support.js';

/** What apt and apt-get both know. */
const SHARED = new Set([
  'install',
  'update',
  'upgrade',
  'remove',
  'purge',
  'autoremove',
  'full-upgrade',
  'clean',
  'autoclean',
]);

export const dl3027: Rule = {
  id: 'DL3027',
  source: 'hadolint',
  summary: 'RUN uses apt.',
  reason: 'apt is for people at a terminal: its interface may change, apt-get and apt-cache keep theirs.',
  severity: 'warning',
  programs: /^apt$/m,
  onbuild: true,
  fix: 'Safe: writes apt-get, for what both know.',
  bad: 'FROM debian:12\nRUN apt install -y --no-install-recommends curl=7.88.*\n',
  good: 'FROM debian:12\nRUN apt-get install -y --no-install-recommends curl=7.88.*\n',
  check: (file) =>
    findCommands(
      file,
      ({ name }) => name === 'apt',
      (commands, { instruction, spanOf }) => ({
        message: 'Do not use apt, it is an end-user tool: use apt-get or apt-cache instead.',
        ...(!instruction.exec &&
          commands.every(isShared) && {
            fix: {
              description: 'Write `apt-get`',
              applicability: 'safe' as const,
              edits: commands.map(({ word }) => replace(spanOf(word), 'apt-get')),
            },
          }),
      }),
    ),
};

function isShared({ args }: Command): boolean {
  return SHARED.has(args.find(({ text }) => !text.startsWith('-'))?.text ?? '');
}
