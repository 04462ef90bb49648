import { expect, it } from 'vitest';
import { Progress, renderBytes } from './progress.js';
import type { StatusUpdate, Vertex } from './trace.js';

const vertex = (digest: string, name: string, rest: Partial<Vertex> = {}): Vertex => {
  return { digest, name, cached: false, started: 10, completed: undefined, error: '', ...rest };
};
const update = (part: Partial<StatusUpdate>): StatusUpdate => ({
  vertexes: [],
  statuses: [],
  logs: [],
  warnings: [],
  ...part,
});

function follow(...updates: Partial<StatusUpdate>[]) {
  const lines: string[] = [];
  const progress = new Progress(
    (line) => lines.push(line),
    (text) => text.replaceAll('hush', '***'),
  );
  for (const part of updates) progress.update(update(part));
  return { lines, progress };
}

it('shows steps, their lines and their end as BuildKit does', () => {
  const { lines, progress } = follow(
    {
      vertexes: [
        vertex('a', '[deps 1/2] FROM x', { completed: 10 }),
        vertex('b', '[deps 2/2] RUN make', { started: undefined }),
      ],
    },
    { vertexes: [vertex('b', '[deps 2/2] RUN make')] },
    { logs: [{ vertex: 'b', text: 'one hu' }] },
    {
      logs: [{ vertex: 'b', text: 'sh\r\ntwo' }],
      statuses: [{ vertex: 'b', id: 'sha256:1', current: 2, total: 1_500_000, started: 10, completed: 11 }],
    },
    { vertexes: [vertex('b', '[deps 2/2] RUN make', { completed: 12.34 })] },
    { vertexes: [vertex('c', 'exporting', { cached: true, completed: 13 })] },
  );
  expect(lines).toEqual([
    '#1 [deps 1/2] FROM x',
    '#1 DONE 0.0s',
    '#2 [deps 2/2] RUN make',
    '#2 sha256:1 1.50MB 1.0s done',
    '#2 one ***',
    '#2 two',
    '#2 DONE 2.3s',
    '#3 exporting',
    '#3 CACHED',
  ]);
  expect(progress.steps()).toEqual([
    { name: '[deps 1/2] FROM x', cached: true, seconds: 0 },
    { name: '[deps 2/2] RUN make', cached: false, seconds: 2.3 },
  ]);
});

it('knows the step that failed from those that were cancelled for it', () => {
  const { lines, progress } = follow(
    { vertexes: [vertex('a', '[a 2/2] RUN slow'), vertex('b', '[b 2/2] RUN hush')] },
    { logs: [{ vertex: 'b', text: 'it is hush\nlast' }] },
    { vertexes: [vertex('a', '[a 2/2] RUN slow', { completed: 11, error: 'executor failed: context canceled' })] },
    { vertexes: [vertex('b', '[b 2/2] RUN hush', { completed: 11, error: 'exit code: 1' })] },
  );
  expect(lines.slice(-3)).toEqual(['#1 CANCELED', '#2 last', '#2 ERROR: exit code: 1']);
  expect(progress.failed()).toEqual({ name: '[b 2/2] RUN ***', error: 'exit code: 1', log: ['it is ***', 'last'] });
});

it('keeps of a progress bar what was drawn last', () => {
  const { lines } = follow({ vertexes: [vertex('a', 'x')] }, { logs: [{ vertex: 'a', text: '10%\r50%\r100%\n' }] });
  expect(lines.at(-1)).toBe('#1 100%');
});

it.each([
  [0, '0B'],
  [999, '999B'],
  [1000, '1.00kB'],
  [12_345_678, '12.3MB'],
  [999_999_999, '1.00GB'],
])('writes %d bytes as %s', (bytes, text) => expect(renderBytes(bytes)).toBe(text));
