import type { CompiledEntry } from './format/types.js';
import { createFileResolver } from './resolve.js';
import { createPrefixes, nxHeading } from './text/prefixes.js';
import { createTextReader, type Line, type TextReader } from './text/text-reader.js';
import type { ReadStreamOptions } from './types.js';

/** Reads the lines of a log, each lane (the output of one task) by itself. */
export interface LogReader {
  /** Whether the next line matters although no literal may be in it. */
  readonly isOpen: boolean;
  line(this: void, text: string, number: number): void;
  end(this: void): void;
}

interface Lane {
  reader: TextReader;
  /** The last lines, for headings above entries. */
  above: Line[];
}

/** How far up a heading is looked for. */
const MAX_ABOVE = 500;

export function createLogReader(options: ReadStreamOptions): LogReader {
  const formats = options.formats?.formats ?? [];
  const entries = formats.flatMap((format) => format.entries);
  const resolve = options.resolve ?? createFileResolver({ workspaceRoot: options.workspaceRoot });
  const prefixes = createPrefixes(options.tasks ?? []);
  const lanes = new Map<string, Lane>();

  const laneOf = (key: string): Lane => {
    let lane = lanes.get(key);
    if (!lane) {
      const above: Line[] = [];
      const reader = createTextReader({
        resolve: (name, directory) => resolve(name, { task: reader.task, directory }),
        sources: options.sources,
        onEntry: options.onEntry,
        *above(number) {
          for (let at = above.length - 1; at >= 0; at--) if (above[at]!.number < number) yield above[at]!;
        },
      });
      reader.task = options.task;
      lane = { reader, above };
      lanes.set(key, lane);
    }
    return lane;
  };

  const candidatesOf = (text: string): CompiledEntry[] =>
    entries.filter(({ literals }) => literals.some((literal) => text.includes(literal)));

  return {
    get isOpen() {
      return [...lanes.values()].some(({ reader }) => reader.isOpen);
    },
    line(raw, number) {
      const heading = nxHeading(raw);
      if (heading) {
        const lane = laneOf('');
        lane.reader.end();
        lane.reader.task = heading.kind === 'task' ? heading.task : options.task;
        if (heading.kind === 'task') prefixes.know(heading.task);
        return;
      }
      const { key, task, text } = prefixes.split(raw);
      const lane = laneOf(key);
      if (task !== undefined) lane.reader.task = task;
      const line = { text, number };
      lane.reader.line(line, candidatesOf(text));
      lane.above.push(line);
      if (lane.above.length > 2 * MAX_ABOVE) lane.above.splice(0, MAX_ABOVE);
    },
    end() {
      for (const { reader } of lanes.values()) reader.end();
    },
  };
}
