import { execForm } from '../quote.js';
import type { ScaffoldOptions } from '../types.js';
import type { PythonFacts } from './types.js';
import type { Start } from './start.js';

/** How often an engine asks. */
const times = (timeout: number): string => `--interval=30s --timeout=${timeout}s --start-period=20s --retries=3`;

/**
 * A check that a Python program makes: it ends with 0 while all is well.
 *
 * @param timeout seconds
 */
export function renderCheck(program: string, timeout = 5): string {
  return `HEALTHCHECK ${times(timeout)} \\\n    CMD ${execForm(['python', '-c', program])}`;
}

/** The health check of what listens; none for what does not. */
export function webHealth({ port }: Start, facts: PythonFacts, options: ScaffoldOptions): string[] {
  if (options.healthcheck === 'none' || port === undefined) return [];
  const path = options.healthcheck ?? facts.code.healthPath;
  if (path === undefined) {
    return [renderCheck(`import socket; socket.create_connection(('127.0.0.1', ${port}), 3).close()`)];
  }
  if (!facts.code.django) {
    return [renderCheck(`import urllib.request as r; r.urlopen('http://127.0.0.1:${port}${path}', timeout=3)`)];
  }
  // Django refuses a host that it does not know with 400; that it answers is enough.
  const ask = `c = h.HTTPConnection('127.0.0.1', ${port}, timeout=3); c.request('GET', '${path}')`;
  return [renderCheck(`import http.client as h, sys; ${ask}; sys.exit(c.getresponse().status >= 500)`)];
}
