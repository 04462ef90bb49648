import type { Finding, Rule } from '../../rule.js';
import { exposedPorts } from '../ports.js';
import { replace, safe } from '../support.js';

export const exposeInvalidFormat: Rule = {
  id: 'ExposeInvalidFormat',
  source: 'buildkit',
  summary: 'EXPOSE names an address or a port of the host.',
  reason: 'It has no effect: the host side is said when the container is started. BuildKit will refuse it one day.',
  severity: 'warning',
  keywords: ['EXPOSE'],
  fix: 'Safe: leaves the port of the container.',
  bad: 'FROM alpine\nEXPOSE 127.0.0.1:80:80\n',
  good: 'FROM alpine\nEXPOSE 80\n',
  *check(file): Generator<Finding> {
    for (const { instruction, span, text, port, protocol, hasHost, hasVariable } of exposedPorts(file)) {
      if (!hasHost) continue;
      const right = protocol === undefined ? port : `${port}/${protocol}`;
      yield {
        of: instruction,
        at: span,
        message: `EXPOSE instruction should not define an IP address or host-port mapping, found '${text}'.`,
        ...(!hasVariable && /^\d+(?:-\d+)?$/.test(port) && safe(`Write \`${right}\``, replace(span, right))),
      };
    }
  },
};
