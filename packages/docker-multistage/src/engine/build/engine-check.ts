import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { type Diagnostic, errorMessage, HoneError } from '@hone/core/diagnostics';
import { createLineIndex } from '@hone/core/line-index';
import { runProcess } from '@hone/core/process';
import { type Buildx, findBuildx, lastLine } from '../bake/buildx.js';

/** What an engine's own check found, or why there is none. */
export type EngineCheck = { diagnostics: Diagnostic[] } | { unsupported: string };

/** What is checked. */
export interface EngineCheckRequest {
  /** The Dockerfile, relative to the workspace root; for the findings. */
  file: string;
  text: string;
  signal?: AbortSignal;
  /** Default: that of this process. It names the engine and the builder. */
  env?: NodeJS.ProcessEnv;
}

/** A warning, with BuildKit's names (frontend/subrequests/lint). */
interface Warning {
  ruleName?: string;
  detail?: string;
  description?: string;
  url?: string;
  location?: Place;
}
interface Place {
  ranges?: { start?: { line?: number }; end?: { line?: number } }[];
}
interface LintResults {
  warnings?: Warning[] | null;
  buildError?: { message?: string; location?: Place };
}

const LIMIT_MS = 60_000;

/**
 * Has the engine's BuildKit check a Dockerfile: `docker buildx build --call=check`. Nothing is built, and no file but the
 * Dockerfile is sent. An engine, a buildx or a frontend that is too old for it is no error.
 *
 * @param buildx found once for many files; without it, it is looked for
 */
export async function engineCheck(request: EngineCheckRequest, buildx?: Buildx): Promise<EngineCheck> {
  const found = buildx ?? (await lookForBuildx(request.env));
  if (found instanceof HoneError) return { unsupported: `the engine's check needs docker buildx: ${found.message}` };
  const folder = await mkdtemp(path.join(tmpdir(), 'hone-check-'));
  try {
    return await runCheck(found, request, folder);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function lookForBuildx(env: NodeJS.ProcessEnv | undefined): Promise<Buildx | HoneError> {
  try {
    return await findBuildx(env);
  } catch (error) {
    return error instanceof HoneError ? error : new HoneError(errorMessage(error));
  }
}

async function runCheck({ command, prefix }: Buildx, request: EngineCheckRequest, cwd: string): Promise<EngineCheck> {
  const { text, signal, env } = request;
  // The Dockerfile comes by standard input, with no context at all.
  const args = [...prefix, 'build', '--call=check,format=json', '-'];
  const result = await runProcess({
    command,
    args,
    cwd,
    input: text,
    timeoutMs: LIMIT_MS,
    ...(signal && { signal }),
    ...(env && { env }),
  });
  if (result.kind !== 'exited') return { unsupported: `the engine's check did not end: ${result.kind}` };
  const results = parseResults(result.stdout);
  if (results) return { diagnostics: diagnosticsOf(results, request) };
  return refusalOf(result.stderr, request);
}

function parseResults(text: string): LintResults | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null ? value : undefined;
  } catch {
    return undefined;
  }
}

/** Older ones say of a Dockerfile that does not parse no more than this. */
function refusalOf(stderr: string, request: EngineCheckRequest): EngineCheck {
  const syntax = syntaxError(stderr, request);
  if (syntax) return { diagnostics: [syntax] };
  if (/unknown flag: --call/.test(stderr)) return { unsupported: 'docker buildx is too old for it: 0.15 is needed' };
  if (/unsupported request frontend\.lint|unsupported frontend capability/.test(stderr)) {
    return { unsupported: 'the engine has no check of its own: it came with Docker 27 (BuildKit 0.14)' };
  }
  return { unsupported: `the engine's check failed: ${lastLine(stderr) ?? 'it said nothing'}` };
}

function syntaxError(text: string, request: EngineCheckRequest): Diagnostic | undefined {
  const [, line, message] = /dockerfile parse error (?:on )?line (\d+): (.*)/i.exec(text) ?? [];
  return message === undefined
    ? undefined
    : diagnostic(request, 'docker/syntax', 'error', message, Number(line), undefined);
}

function diagnosticsOf({ warnings, buildError }: LintResults, request: EngineCheckRequest): Diagnostic[] {
  const found = (warnings ?? []).map(({ ruleName = 'unknown', detail, description = '', url, location }) =>
    diagnostic(request, ruleName, 'warning', detail ?? description, ...linesOf(location), url),
  );
  if (!buildError?.message) return found;
  const { message, location } = buildError;
  // What it could not look up, such as a base image behind a login, is no fault of the Dockerfile.
  const unfinished = `The engine could not check all of it: ${message.split(': ').at(-1)}`;
  const error =
    syntaxError(message, request) ??
    diagnostic(request, 'docker/check-unfinished', 'note', unfinished, ...linesOf(location));
  return [...found, error];
}

function linesOf(location: Place | undefined): [from: number | undefined, to: number | undefined] {
  const [range] = location?.ranges ?? [];
  return [range?.start?.line, range?.end?.line];
}

function diagnostic(
  { file, text }: EngineCheckRequest,
  ruleId: string,
  level: Diagnostic['level'],
  message: string,
  from: number | undefined,
  to: number | undefined,
  url?: string,
): Diagnostic {
  const lines = createLineIndex(text);
  const last = to !== undefined && lines.lineText(to) !== undefined ? to : from;
  const end = last === undefined ? undefined : lines.lineText(last);
  const region =
    from === undefined || end === undefined
      ? undefined
      : { start: { line: from, column: 1 }, end: { line: last!, column: end.length + 1 } };
  return {
    tool: 'buildkit',
    ruleId,
    level,
    message,
    ...(url && { hint: `See ${url}` }),
    location: { file, ...(region && { region }) },
  };
}
