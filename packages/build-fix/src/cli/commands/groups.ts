import { createReadStream, existsSync, statSync } from 'node:fs';
import path from 'node:path';
import { HoneError, renderError } from '@hone/core/diagnostics';
import { readKeptRun } from '../../engine/failures/kept-run.js';
import { renderCounts } from '../../engine/failures/render.js';
import { type FailureSummary, summariseFailures } from '../../engine/failures/summarise.js';
import { groupLog } from '../../engine/group/index.js';
import { createFileResolver, loadFormats } from '../../engine/read/index.js';
import type { DiagnosticGroup, LogSummary } from '../../engine/types.js';
import type { CliContext, Command } from '../command.js';
import { findWorkspaceRoot, parseOptions, requireWorkspaceRoot } from '../options.js';
import { renderColumns, renderCount } from '../table.js';

/** `build-fix groups`. */
export const groupsCommand: Command = {
  usage: `groups [file|-] [options]

Reads a log, a SARIF report, or with - standard input, and shows the errors in groups. Without any: what failed in the last
run of Nx, which is kept where nx.json has "buildFix": { "keepFailures": true }.

  --json        everything as JSON, with samples
  --limit <n>   as many groups; default 20
  --thin        read only a part of a log of more than 64 MiB: counts are then estimates`,
  async run(args, context) {
    const { values, positionals } = parseOptions(args, {
      json: { type: 'boolean' },
      limit: { type: 'string', default: '20' },
      thin: { type: 'boolean' },
    });
    const limit = Number(values.limit);
    if (!Number.isInteger(limit) || limit < 1) throw new HoneError(`--limit is no number: ${values.limit}`);
    const [file] = positionals;
    const summary =
      file === undefined ? await readFailures(context) : await readGroups(file, values.thin ?? false, context);
    context.print(values.json ? JSON.stringify(summary, null, 2) : renderSummary(summary, limit, context.width));
    return 0;
  },
};

async function readFailures(context: CliContext): Promise<FailureSummary> {
  const workspaceRoot = requireWorkspaceRoot(context.cwd);
  const kept = readKeptRun(workspaceRoot);
  if (!kept) {
    throw new HoneError('No failures are kept of the last run of Nx.', {
      hint: 'Give the name of a log, or - for standard input. Failures are kept where the options of @hone/nx in nx.json have "buildFix": { "keepFailures": true }.',
    });
  }
  return summariseFailures(workspaceRoot, kept, (problem) => context.warn(renderError(problem)));
}

async function readGroups(file: string, thin: boolean, context: CliContext): Promise<LogSummary> {
  const workspaceRoot = findWorkspaceRoot(context.cwd);
  const formats = await loadFormats(workspaceRoot);
  for (const problem of formats.problems) context.warn(renderError(problem));
  const exists = (name: string): boolean => workspaceRoot !== undefined && existsSync(path.join(workspaceRoot, name));
  const resolve = createFileResolver({ workspaceRoot, exists });
  return groupLog(openLog(file, context), { formats, workspaceRoot, resolve, thin });
}

function openLog(file: string, { cwd, input }: CliContext): AsyncIterable<Uint8Array> {
  if (file === '-') return input;
  const absolute = path.resolve(cwd, file);
  if (statSync(absolute, { throwIfNoEntry: false })?.isFile()) {
    return createReadStream(absolute, { highWaterMark: 1 << 20 });
  }
  throw new HoneError('There is no such file.', { file, hint: 'Give the name of a log, or - for standard input.' });
}

function renderSummary(summary: LogSummary | FailureSummary, limit: number, width: number): string {
  const { groups, category, lines, sampled } = summary;
  if (groups.length === 0) return `No errors in ${renderCount(lines)} lines.`;
  const kept = 'tasks' in summary ? summary : undefined;
  const parts = [
    `${kept ? renderCounts(kept) : renderEntries(summary)}. Kind of failure: ${category}.`,
    kept && `Failed: ${kept.tasks.join(', ')}`,
    kept && kept.cut.length > 0 && `Read in part, since so much was printed: ${kept.cut.join(', ')}`,
    sampled && renderSure(sampled),
    '',
    renderColumns(
      ['count', ...(sampled ? ['±'] : []), 'files', 'level', 'tool', 'rule', 'kind', 'message'],
      rowsOf(groups.slice(0, limit), sampled !== undefined),
      width,
    ),
    groups.length > limit && `… and ${renderCount(groups.length - limit)} more; see --limit.`,
  ];
  return parts.filter((part) => typeof part === 'string').join('\n');
}

function renderEntries({ entries, groups, sampled }: LogSummary): string {
  const many = `${renderCount(entries)} ${entries === 1 ? 'entry' : 'entries'}`;
  return `${sampled ? 'About ' : ''}${many} in ${renderCount(groups.length)} ${groups.length === 1 ? 'group' : 'groups'}`;
}

function renderSure({ share, error, missed }: NonNullable<LogSummary['sampled']>): string {
  return `${percent(share)} of the log was read: the total is off by at most ${percent(error)}, and a group that is not seen has fewer than ${renderCount(missed)} entries if they are spread out (95 %).`;
}

function percent(share: number): string {
  return `${(share * 100).toPrecision(2)} %`;
}

function rowsOf(groups: readonly DiagnosticGroup[], sampled: boolean): (string | number)[][] {
  return groups.map(({ count, error = 0, files, level, tool, ruleId, category, template }) => {
    return [count, ...(sampled ? [percent(error)] : []), files, level, tool, ruleId, category, template];
  });
}
