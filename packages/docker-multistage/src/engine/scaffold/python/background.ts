import type { PythonFacts } from './types.js';
import { workerTools } from './workers.data.js';

/** What runs in the background, as commands with their health checks. */
export interface Background {
  worker?: BackgroundCommand;
  scheduler?: BackgroundCommand;
}

interface BackgroundCommand {
  command: readonly string[];
  /** A Python program that ends with 0 while all is well. */
  health?: string;
}

/** Finds the worker and the scheduler of a project: of the tool that counts first, whatever that tool has. */
export function findBackground({ code, installed }: PythonFacts): Background {
  const background: Background = {};
  for (const object of code.workers) {
    const tool = workerTools.find(({ name }) => name === object.tool);
    const at = { ...object, installed };
    const worker = tool?.worker?.(at);
    const scheduler = object.schedules ? tool?.scheduler?.(at) : undefined;
    if (worker) background.worker ??= withHealth(worker, tool?.workerHealth?.(at));
    if (scheduler) background.scheduler ??= withHealth(scheduler, tool?.schedulerHealth?.(at));
  }
  return background;
}

const withHealth = (command: readonly string[], health: string | undefined): BackgroundCommand => ({
  command,
  ...(health !== undefined && { health }),
});
