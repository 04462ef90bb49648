import type { Rule } from '../../rule.js';
import { findCommands } from '../commands.js';

const USELESS = new Set(['free', 'kill', 'mount', 'ps', 'service', 'shutdown', 'ssh', 'top', 'vim']);

export const dl3001: Rule = {
  id: 'DL3001',
  source: 'hadolint',
  summary: 'A command is run that makes no sense while an image is built.',
  reason:
    'ssh, vim, shutdown, service, ps, free, top, kill and mount act on a running machine; nothing of that is in the image.',
  severity: 'info',
  programs: /^(?:free|kill|mount|ps|service|shutdown|ssh|top|vim)$/m,
  onbuild: true,
  bad: 'FROM busybox:1.36\nRUN top\n',
  good: 'FROM busybox:1.36\nRUN touch /ready\n',
  check: (file) =>
    findCommands(
      file,
      ({ name }) => USELESS.has(name),
      ([first]) => ({ message: `Running \`${first!.name}\` makes no sense while an image is built.` }),
    ),
};
