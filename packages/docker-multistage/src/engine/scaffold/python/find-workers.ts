import type { SourceText } from './read-sources.js';
import type { WorkerObject } from './types.js';
import { workerTools } from './workers.data.js';

/** Finds what runs work in the background: Celery applications, brokers, worker settings. */
export function findWorkers(sources: readonly SourceText[], installed: ReadonlySet<string>): WorkerObject[] {
  return workerTools
    .filter(({ distribution }) => installed.has(distribution))
    .flatMap((tool) => {
      const schedules =
        tool.schedulers.some((name) => installed.has(name)) ||
        sources.some(({ masked, text }) => tool.schedules.test(masked) || quoted(tool.schedules, text));
      return sources.flatMap(({ file, module, masked }) =>
        [...masked.matchAll(tool.object)].map(([, name]) => ({
          tool: tool.name,
          file,
          module,
          name: name!,
          schedules,
        })),
      );
    });
}

/** Settings are often keys of a table: `conf.update({"beat_schedule": …})`. */
const quoted = (pattern: RegExp, text: string): boolean =>
  new RegExp(String.raw`["'](?:${pattern.source})["']`).test(text);
