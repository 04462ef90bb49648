import type { Diagnostic, Level, Region } from '@hone/core/diagnostics';
import { createLineIndex, type LineIndex } from '@hone/core/line-index';
import { isChecked, noCheckOption, parseCheckOption } from './config/check-option.js';
import type { CheckOption } from './config/check-option.js';
import type { HadolintConfig, Threshold } from './config/hadolint-config.js';
import { emptyHadolintConfig } from './config/hadolint-config.js';
import type { Pragmas } from './config/pragmas.js';
import { readPragmas } from './config/pragmas.js';
import type { RuleContext } from './context.js';
import type { Dockerfile, Instruction, Span } from '../dockerfile/index.js';
import { parseDockerfile } from '../dockerfile/index.js';
import type { Finding, Rule, Severity } from './rule.js';
import { levelOf } from './rule.js';
import { allRules } from './rules/index.js';
import { runsOf } from './scripts.js';

/** What the options say of rules. */
export interface RuleSettings {
  /** Rule ids that are off. */
  ignore: ReadonlySet<string>;
  severities: ReadonlyMap<string, Level | 'off'>;
  /** Takes the place of the file's own `# check=`. */
  check?: string;
}

export const defaultSettings: RuleSettings = { ignore: new Set(), severities: new Map() };

/** One Dockerfile with all that its findings depend on. */
export interface LintInput {
  /** Relative to the workspace root. */
  file: string;
  text: string;
  context: RuleContext;
  config?: HadolintConfig;
  settings?: RuleSettings;
}

/** The name under which findings stand in a report, whoever made the rule: it is not those tools that ran. */
export const toolName = 'docker-multistage';

/** Where a file's findings are placed. */
interface Place {
  file: string;
  index: LineIndex;
}

/** A finding, and what hadolint's threshold for failures says of it. */
export interface JudgedFinding {
  diagnostic: Diagnostic;
  /** Whether it fails the task; `undefined` where the threshold says nothing, so that its level decides. */
  fails?: boolean;
}

/** Checks one Dockerfile with every rule that is on. */
export function lintDockerfile(input: LintInput): Diagnostic[] {
  return judgeDockerfile(input).map(({ diagnostic }) => diagnostic);
}

/** The same, with what `failure-threshold` of the configuration says of each finding. */
export function judgeDockerfile(input: LintInput): JudgedFinding[] {
  const { file, text, context, config = emptyHadolintConfig, settings = defaultSettings } = input;
  const dockerfile = parseDockerfile(text);
  const place = { file, index: createLineIndex(text) };
  const { option, problem } = checkOption(dockerfile, settings);
  const pragmas = readPragmas(dockerfile, option);
  const views = viewsOf(dockerfile);
  const found = allRules.flatMap((rule): JudgedFinding[] => {
    const severity = severityOf(rule, config, settings);
    if (severity === 'off' || (rule.experimental && !mayRun(rule, option))) return [];
    return findingsOf(rule, views, context)
      .filter(({ of }) => !isOff(rule, of, pragmas, config))
      .map((finding) => ({
        diagnostic: toDiagnostic(rule, finding, levelFor(rule, finding, severity, option), place),
        ...judge(rule, finding, severity, config),
      }));
  });
  const unreadable = [
    ...syntaxDiagnostics(dockerfile, place),
    ...problem.map((message) => syntaxDiagnostic(message, place)),
  ];
  return [...unreadable.map((diagnostic) => ({ diagnostic })), ...found];
}

function checkOption(dockerfile: Dockerfile, settings: RuleSettings) {
  const directive = dockerfile.directives.find(({ name }) => name === 'check');
  const parsed = parseCheckOption(settings.check ?? directive?.value ?? '');
  if (typeof parsed !== 'string') return { option: parsed, problem: [] };
  const at = directive ?? { start: 0, end: 0 };
  return { option: noCheckOption, problem: [{ message: `The check directive cannot be read: ${parsed}`, at }] };
}

/** Instructions that rules look at: those of the file, or what its ONBUILD instructions hold. */
interface View {
  file: Dockerfile;
  isOnbuild: boolean;
  keywords: ReadonlySet<string>;
  /** Of the commands in RUN instructions, one a line. */
  programs: string;
}

function viewsOf(dockerfile: Dockerfile): View[] {
  const triggers = dockerfile.instructions.flatMap(({ trigger }) => trigger ?? []);
  const direct = viewOf(dockerfile, false);
  return triggers.length === 0 ? [direct] : [direct, viewOf({ ...dockerfile, instructions: triggers }, true)];
}

function viewOf(file: Dockerfile, isOnbuild: boolean): View {
  const names = new Set(runsOf(file).flatMap(({ commands }) => commands.map(({ name }) => name)));
  return {
    file,
    isOnbuild,
    keywords: new Set(file.instructions.map(({ keyword }) => keyword)),
    programs: [...names].join('\n'),
  };
}

/** Most rules are about one instruction or program: a file without it needs no closer look. */
function applies({ onbuild, keywords, programs }: Rule, view: View): boolean {
  if (view.isOnbuild && !onbuild) return false;
  if (keywords && !keywords.some((keyword) => view.keywords.has(keyword))) return false;
  return !programs || programs.test(view.programs);
}

function findingsOf(rule: Rule, views: readonly View[], context: RuleContext): Finding[] {
  return views.flatMap((view) => (applies(rule, view) ? [...rule.check(view.file, context)] : []));
}

function mayRun(rule: Rule, option: CheckOption): boolean {
  return isChecked(option, rule.id, true);
}

type Setting = { level: Level } | { severity: Severity };

function severityOf(rule: Rule, config: HadolintConfig, settings: RuleSettings): Setting | 'off' {
  const level = settings.severities.get(rule.id);
  if (level === 'off' || settings.ignore.has(rule.id)) return 'off';
  if (level !== undefined) return { level };
  if (config.ignored.has(rule.id)) return 'off';
  const severity = config.severities.get(rule.id) ?? rule.severity;
  return severity === 'ignore' ? 'off' : { severity };
}

function isOff(rule: Rule, of: Instruction, pragmas: Pragmas, config: HadolintConfig): boolean {
  if (rule.source !== 'hadolint' && !pragmas.isChecked(rule.id, rule.experimental === true, of)) return true;
  const looksAtPragmas = !(config.disableIgnorePragma && rule.source === 'hadolint');
  // DL1001 is about these very comments.
  return looksAtPragmas && rule.id !== 'DL1001' && pragmas.isIgnored(rule.id, of);
}

function levelFor(rule: Rule, finding: Finding, setting: Setting, option: CheckOption): Level {
  if ('level' in setting) return setting.level;
  if (rule.source === 'buildkit' && option.error) return 'error';
  return levelOf(finding.severity ?? setting.severity);
}

const RANKS: Record<Threshold, number> = { error: 4, warning: 3, info: 2, style: 1, ignore: 0, none: -1 };

/** What hadolint's threshold says of its own findings; a level that an option gives counts before it. */
function judge(
  { source }: Rule,
  finding: Finding,
  setting: Setting,
  { failureThreshold, noFail }: HadolintConfig,
): Pick<JudgedFinding, 'fails'> {
  if (source !== 'hadolint' || 'level' in setting || (failureThreshold === undefined && !noFail)) return {};
  const rank = RANKS[finding.severity ?? setting.severity];
  return { fails: !noFail && failureThreshold !== 'none' && rank >= RANKS[failureThreshold ?? 'style'] };
}

function toDiagnostic(rule: Rule, finding: Finding, level: Level, place: Place): Diagnostic {
  const { of, at = of.keywordSpan, message = rule.summary, hint, fix } = finding;
  return {
    tool: toolName,
    ruleId: rule.id,
    level,
    message,
    ...(hint === undefined ? {} : { hint }),
    location: { file: place.file, region: regionOf(at, place) },
    ...(fix && {
      fixes: [
        {
          description: fix.description,
          applicability: fix.applicability,
          edits: fix.edits.map(({ span, newText }) => ({ file: place.file, region: regionOf(span, place), newText })),
        },
      ],
    }),
  };
}

/** The id of what is found when a Dockerfile cannot be read as the builder would. */
export const syntaxRuleId = 'docker/syntax';

function syntaxDiagnostics({ problems }: Dockerfile, place: Place): Diagnostic[] {
  return problems.map((problem) => syntaxDiagnostic(problem, place));
}

function syntaxDiagnostic(
  { message, hint, at }: { message: string; hint?: string; at: Span },
  place: Place,
): Diagnostic {
  return {
    tool: toolName,
    ruleId: syntaxRuleId,
    level: 'error',
    message,
    ...(hint === undefined ? {} : { hint }),
    location: { file: place.file, region: regionOf(at, place) },
  };
}

function regionOf({ start, end }: Span, { index }: Place): Region {
  return { start: index.offsetToPosition(start), end: index.offsetToPosition(Math.max(start, end)) };
}
