import { type Diagnostic, HoneError } from '@hone/core/diagnostics';
import pMap from 'p-map';
import type { EngineCheck, EngineCheckRequest } from '../build/engine-check.js';
import { isChecked, noCheckOption, parseCheckOption } from './config/check-option.js';
import type { RuleSettings } from './lint-file.js';
import { allRules } from './rules/index.js';

/** A Dockerfile that was linted. */
export type LintedFile = Pick<EngineCheckRequest, 'file' | 'text'>;

/** What the engine's own check adds. */
export interface EngineFindings {
  diagnostics: Diagnostic[];
  /** Why it added nothing, or not to all files; without repeats. */
  notes: string[];
}

/** Checks one Dockerfile with the engine. */
export type EngineChecker = (file: LintedFile) => Promise<EngineCheck>;

/** Each check is a process of buildx. */
const PARALLEL = 4;

const ourRules: ReadonlySet<string> = new Set(allRules.map(({ id }) => id));

/**
 * Has the engine check Dockerfiles, and gives what our rules do not say already: those of its checks that there are here
 * too are left out, since their comments and options have been heeded here.
 *
 * @param syntaxErrors files that our parser refuses; the engine's error would be a repeat
 */
export async function findWithEngine(
  files: readonly LintedFile[],
  settings: RuleSettings,
  syntaxErrors: ReadonlySet<string>,
  check: EngineChecker,
): Promise<EngineFindings> {
  const results = await pMap(files, check, { concurrency: PARALLEL });
  const notes = results.flatMap((result) =>
    'unsupported' in result ? [`The engine's own check was left out: ${result.unsupported}`] : [],
  );
  const found = results.flatMap((result) => ('diagnostics' in result ? result.diagnostics : []));
  return {
    notes: [...new Set(notes)],
    diagnostics: found.flatMap((diagnostic) =>
      isRepeat(diagnostic, syntaxErrors) ? [] : (withSettings(diagnostic, settings) ?? []),
    ),
  };
}

function isRepeat({ ruleId, location }: Diagnostic, syntaxErrors: ReadonlySet<string>): boolean {
  return ourRules.has(ruleId) || (ruleId === 'docker/syntax' && syntaxErrors.has(location?.file ?? ''));
}

function withSettings(diagnostic: Diagnostic, { ignore, severities, check }: RuleSettings): Diagnostic | undefined {
  const { ruleId } = diagnostic;
  const option = parseCheckOption(check ?? '');
  const level = severities.get(ruleId);
  if (level === 'off' || ignore.has(ruleId)) return undefined;
  if (!isChecked(typeof option === 'string' ? noCheckOption : option, ruleId, false)) return undefined;
  return level === undefined ? diagnostic : { ...diagnostic, level };
}

/** The check of the engine, by a buildx that is looked for once. It is loaded when it is asked for: most lints run alone. */
export async function openEngineChecker(signal: AbortSignal): Promise<EngineChecker> {
  const [{ engineCheck }, { findBuildx }] = await Promise.all([
    import('../build/engine-check.js'),
    import('../bake/buildx.js'),
  ]);
  try {
    const buildx = await findBuildx();
    return (file) => engineCheck({ ...file, signal }, buildx);
  } catch (error) {
    if (!(error instanceof HoneError)) throw error;
    const unsupported = 'it needs docker buildx, and there is none.';
    return () => Promise.resolve({ unsupported });
  }
}
