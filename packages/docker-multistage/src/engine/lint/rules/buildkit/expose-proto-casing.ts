import type { Finding, Rule } from '../../rule.js';
import { exposedPorts } from '../ports.js';
import { replace, safe } from '../support.js';

export const exposeProtoCasing: Rule = {
  id: 'ExposeProtoCasing',
  source: 'buildkit',
  summary: 'The protocol of EXPOSE is not in lower case.',
  reason: 'Protocols are lower case everywhere else.',
  severity: 'warning',
  keywords: ['EXPOSE'],
  fix: 'Safe: writes the protocol in lower case.',
  bad: 'FROM alpine\nEXPOSE 80/TcP\n',
  good: 'FROM alpine\nEXPOSE 80/tcp\n',
  *check(file): Generator<Finding> {
    for (const { instruction, span, text, protocol, hasVariable } of exposedPorts(file)) {
      if (protocol === undefined || protocol === protocol.toLowerCase()) continue;
      const right = text.slice(0, -protocol.length) + protocol.toLowerCase();
      yield {
        of: instruction,
        at: span,
        message: `Defined protocol '${text}' in EXPOSE instruction should be lowercase.`,
        ...(!hasVariable && safe(`Write \`${right}\``, replace(span, right))),
      };
    }
  },
};
