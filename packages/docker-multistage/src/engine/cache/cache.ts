import { type Diagnostic, HoneError } from '@hone/core/diagnostics';
import { type Engine, type EngineTask, type ReportOptions, type TaskOutcome, resolveInWorkspace } from '@hone/core/nx';
import type { CacheOptions } from '../../executors/cache/schema.js';
import { type Connection, connect } from '../build/connect.js';
import { renderBytes } from '../build/progress.js';
import { type PruneRules, planPrune } from './plan-prune.js';
import { type Pruned, pruneCache } from './prune.js';
import { parseBytes, parseDuration } from './quantities.js';
import { type CacheRecord, readCacheRecords } from './records.js';
import { count, renderSummary, renderTable, sizeOf } from './render.js';

type Task = EngineTask<CacheOptions & ReportOptions>;

const ROWS = 20;

/** Shows the cache of the engine's builder, and prunes it. */
export const cacheEngine: Engine<CacheOptions & ReportOptions> = {
  name: 'docker-cache',
  writesReport: false,
  async *run(tasks, { workspaceRoot }) {
    const connection = await connect();
    for (const task of tasks) yield [task.id, await runTask(task, connection, workspaceRoot)];
  },
};

/** What is written as JSON. */
export interface CacheReport {
  schema: 1;
  /** The engine's version. */
  engine: string;
  /** Bytes of all records. */
  size: number;
  records: CacheRecord[];
  prune?: {
    dryRun: boolean;
    /** Ids of the records that were removed, or would be. */
    removed: string[];
    /** Bytes. */
    freed: number;
  };
}

async function runTask(
  { options, ...task }: Task,
  connection: Connection,
  workspaceRoot: string,
): Promise<TaskOutcome> {
  const all = await readCacheRecords(connection.docker);
  const pruned = options.prune && (await prune(options.prune, all, connection));
  const records = pruned && !pruned.dryRun ? await readCacheRecords(connection.docker) : all;
  const report: CacheReport = {
    schema: 1,
    engine: connection.version,
    size: sizeOf(records),
    records,
    ...(pruned && { prune: { dryRun: pruned.dryRun, removed: pruned.ids, freed: pruned.freed } }),
  };
  const json = `${JSON.stringify(report, undefined, 2)}\n`;
  const { outputPath } = options;
  return {
    report: { tools: [{ name: 'docker-cache' }], diagnostics: [] as Diagnostic[] },
    notes: options.format === 'json' ? [json.trimEnd()] : renderReport(records, pruned, options, all),
    ...(outputPath !== undefined && { outputs: { [resolveInWorkspace(outputPath, task, workspaceRoot)]: json } }),
  };
}

interface PruneResult extends Pruned {
  dryRun: boolean;
}

async function prune(
  options: NonNullable<CacheOptions['prune']>,
  records: readonly CacheRecord[],
  { docker, apiVersion }: Connection,
): Promise<PruneResult> {
  const rules = rulesOf(options);
  if (!options.dryRun) return { dryRun: false, ...(await pruneCache(docker, apiVersion, rules)) };
  const removed = planPrune(records, rules, Date.now());
  return { dryRun: true, ids: removed.map(({ id }) => id), freed: sizeOf(removed) };
}

/** @throws HoneError when nothing says what may go: the builder would remove all it can */
export function rulesOf({ olderThan, keepStorage, unused = false }: NonNullable<CacheOptions['prune']>): PruneRules {
  if (olderThan === undefined && keepStorage === undefined && !unused) {
    throw new HoneError('The option `prune` does not say what may be removed.', {
      code: 'docker/option-invalid',
      hint: 'Give `olderThan` (7d), `keepStorage` (10GB), or `unused` for all that no build uses now.',
    });
  }
  return {
    unused,
    ...(olderThan !== undefined && { olderThan: parseDuration(olderThan) }),
    ...(keepStorage !== undefined && { keepStorage: parseBytes(keepStorage) }),
  };
}

function renderReport(
  records: readonly CacheRecord[],
  pruned: PruneResult | undefined,
  { limit = ROWS }: CacheOptions,
  all: readonly CacheRecord[],
): string[] {
  if (!pruned) return [...renderTable(records, limit, Date.now()), renderSummary(records)];
  const removed = all.filter(({ id }) => pruned.ids.includes(id));
  const verb = pruned.dryRun ? 'would be' : removed.length === 1 ? 'was' : 'were';
  return [
    ...(removed.length > 0 ? renderTable(removed, limit, Date.now()) : []),
    `${count(pruned.ids.length, 'record')} ${verb} removed, which frees ${renderBytes(pruned.freed)}.`,
    `${pruned.dryRun ? 'Now: ' : 'Left: '}${renderSummary(records)}`,
  ];
}
