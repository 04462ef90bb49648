import type Docker from 'dockerode';

interface Modem {
  dial(options: Record<string, unknown>, done: (error: Error | null, answer: unknown) => void): void;
}

/**
 * Calls the engine's API with parameters, for calls whose parameters the client does not pass on: its `pruneBuilder`
 * would drop every filter and remove the whole cache.
 */
export function callEngine(
  docker: Docker,
  method: 'GET' | 'POST',
  path: string,
  query: Record<string, string | number | boolean>,
): Promise<unknown> {
  const statusCodes = { 200: true, 500: 'server error' };
  const dial = { path: `${path}?`, method, options: { _query: query, _body: {} }, statusCodes };
  return new Promise((resolve, reject) => {
    (docker.modem as unknown as Modem).dial(dial, (error, answer) => (error ? reject(error) : resolve(answer)));
  });
}
