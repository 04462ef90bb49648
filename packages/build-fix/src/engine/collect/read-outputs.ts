import { createReadStream, readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import { Readable } from 'node:stream';
import { compareText, errorMessage, HoneError } from '@hone/core/diagnostics';
import { isInside } from '@hone/core/files';
import { readSarif } from '@hone/core/sarif';
import { type CompiledFormats, createFileResolver, type FileResolver, readLog } from '../read/index.js';
import type { LogEntry, SourceFiles } from '../types.js';
import { createPathHider } from './hide-paths.js';
import type { RunResult, TaskOutput } from './run-targets.js';

/** With what outputs are read. */
export interface OutputReading {
  /** Absolute path of the workspace, or of its scratch copy. */
  workspaceRoot: string;
  files: SourceFiles;
  formats: CompiledFormats;
  /** Folders of projects by name, relative to the workspace root. */
  roots: ReadonlyMap<string, string>;
}

/** Reads what the failed tasks of a run said: of tools of this family their reports, which hold fixes, of others the text. */
export async function readOutputs({ failed, startedAt }: RunResult, reading: OutputReading): Promise<LogEntry[]> {
  const entries: LogEntry[] = [];
  for (const task of failed) {
    const found = readReport(task.id, startedAt, reading) ?? (await readOutput(task, reading));
    for (const entry of found) entries.push(entry);
  }
  return entries;
}

/**
 * Reads logs and SARIF reports.
 *
 * @param names relative to the workspace root
 * @param projectRoot for names in them that are relative to the project
 * @throws HoneError for one that is missing or lies outside the workspace
 */
export async function readLogs(
  names: readonly string[],
  projectRoot: string,
  reading: OutputReading,
): Promise<LogEntry[]> {
  const entries: LogEntry[] = [];
  for (const name of names) {
    const file = path.resolve(reading.workspaceRoot, name);
    if (!isInside(reading.workspaceRoot, file)) {
      throw new HoneError(`The log ${name} lies outside the workspace.`, { hint: 'Copy it into the workspace.' });
    }
    const resolve = resolverOf(reading, () => projectRoot);
    const found = name.endsWith('.sarif')
      ? sarifEntries(readText(file, name), name, reading)
      : await readStream(createReadStream(file), reading, { resolve }).catch((error: unknown) => {
          throw missing(name, error);
        });
    for (const entry of found) entries.push(entry);
  }
  return entries;
}

function readText(file: string, name: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    throw missing(name, error);
  }
}

function missing(name: string, error: unknown): unknown {
  if ((error as NodeJS.ErrnoException).code === undefined) return error;
  return new HoneError(`The log ${name} can not be read: ${errorMessage(error)}`, {
    file: name,
    cause: error,
    hint: 'Name a file in the workspace, relative to its root.',
  });
}

/** The report that a tool of the family wrote in the run, where there is one. */
function readReport(id: string, startedAt: number, reading: OutputReading): LogEntry[] | undefined {
  const [project = '', target = ''] = id.split(':');
  const root = reading.roots.get(project);
  if (root === undefined) return undefined;
  const name = path.posix.join('dist/hone', root, `${target}.sarif`);
  const file = path.join(reading.workspaceRoot, name);
  try {
    // Times of files may be kept to the second.
    if (statSync(file).mtimeMs < startedAt - 1000) return undefined;
    return sarifEntries(readFileSync(file, 'utf8'), name, reading, id);
  } catch {
    return undefined;
  }
}

function sarifEntries(text: string, name: string, reading: OutputReading, task?: string): LogEntry[] {
  const { workspaceRoot, files } = reading;
  const hide = createPathHider(workspaceRoot);
  const { diagnostics } = readSarif(text, name, { workspaceRoot, sources: (file) => files.read(file) });
  return diagnostics.map((diagnostic, index) =>
    hide({ diagnostic, format: 'sarif', logLine: index + 1, ...(task !== undefined && { task }) }),
  );
}

async function readOutput({ id, output }: TaskOutput, reading: OutputReading): Promise<LogEntry[]> {
  const source = 'file' in output ? createReadStream(output.file) : Readable.from([Buffer.from(output.text)]);
  const [project = ''] = id.split(':');
  const resolve = resolverOf(reading, () => reading.roots.get(project));
  return readStream(source, reading, { resolve, task: id });
}

function resolverOf({ workspaceRoot, files }: OutputReading, projectRoot: () => string | undefined): FileResolver {
  return createFileResolver({ workspaceRoot, exists: (file) => files.exists(file), projectRoot });
}

async function readStream(
  source: AsyncIterable<Uint8Array>,
  { workspaceRoot, files, formats }: OutputReading,
  place: { resolve: FileResolver; task?: string },
): Promise<LogEntry[]> {
  const entries: LogEntry[] = [];
  const hide = createPathHider(workspaceRoot);
  await readLog(source, {
    ...place,
    formats,
    workspaceRoot,
    sources: (file) => files.read(file),
    onEntry: (entry) => entries.push(hide(entry)),
  });
  return entries.sort((a, b) => a.logLine - b.logLine || compareText(a.diagnostic.message, b.diagnostic.message));
}
