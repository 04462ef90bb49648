import { sortDiagnostics } from '../diagnostics/compare.js';
import type { Diagnostic, Level, Location, Report, RuleDescriptor, ToolDescriptor } from '../diagnostics/diagnostic.js';
import { errorMessage, HoneError } from '../diagnostics/hone-error.js';
import { readFixes } from './read-fixes.js';
import { isRecord, type Json, listAt, recordAt, textAt } from './json.js';
import { createLocator, type Locator } from './locate.js';

/** What helps to read a log of another tool. */
export interface ReadSarifOptions {
  /** Absolute path; absolute locations inside it become relative to it. */
  workspaceRoot?: string;
  /** The text of a file by its name in the result, for logs that count columns in code points or offsets. */
  sources?: (file: string) => string | undefined;
}

/**
 * Reads a SARIF 2.1.0 log, ours without loss and those of other tools as far as they say something: a missing region
 * gives a whole file, a missing column the start of its line, an error of the tool itself a finding, a fix without an applicability is `unsafe`, suppressed and
 * passed results are left out.
 *
 * @param text the log, with or without a byte order mark
 * @param file its name, for error messages
 * @returns the findings, sorted; runs of one tool are joined
 * @throws HoneError when the text is not such a log
 */
export function readSarif(text: string, file?: string, options: ReadSarifOptions = {}): Report {
  const log = parseLog(text, file);
  const tools = new Map<string, ToolDescriptor>();
  const diagnostics: Diagnostic[] = [];
  for (const run of listAt(log, 'runs').filter(isRecord)) {
    const tool = readTool(run);
    const known = tools.get(tool.name);
    tools.set(tool.name, known ? joinTools(known, tool) : tool);
    const locator = createLocator(run, options);
    const rules = ruleFinder(run);
    for (const result of listAt(run, 'results').filter(isRecord)) {
      const diagnostic = readResult(result, tool.name, rules(result), locator);
      if (diagnostic) diagnostics.push(diagnostic);
    }
    diagnostics.push(...readNotifications(run, tool.name, locator));
  }
  return { tools: [...tools.values()], diagnostics: sortDiagnostics(diagnostics) };
}

function parseLog(text: string, file: string | undefined): Json {
  const fail = (message: string, hint: string, cause?: unknown): HoneError =>
    new HoneError(`${file ?? 'The log'} ${message}`, {
      code: 'sarif/bad-input',
      hint,
      cause,
      ...(file === undefined ? {} : { file }),
    });
  let log: unknown;
  try {
    log = JSON.parse(text.replace(/^\uFEFF/, ''));
  } catch (error) {
    throw fail(
      `is not JSON: ${errorMessage(error)}`,
      'Run the tool that writes it again; the file may be cut off.',
      error,
    );
  }
  if (!isRecord(log) || !('runs' in log)) {
    throw fail('is JSON but not a SARIF log: it has no "runs".', 'Make the tool write SARIF 2.1.0.');
  }
  // Pre-release schemas of 2.1.0 gave the version with a suffix.
  if (typeof log['version'] === 'string' && !log['version'].startsWith('2.1')) {
    throw fail(
      `is SARIF ${log['version']}.`,
      'Make the tool write SARIF 2.1.0, or convert the log with the SARIF multitool.',
    );
  }
  if (log['runs'] !== null && !Array.isArray(log['runs'])) {
    throw fail('is not a SARIF log: its "runs" is not a list.', 'Make the tool write SARIF 2.1.0.');
  }
  return log;
}

function readTool(run: Json): ToolDescriptor {
  const driver = recordAt(recordAt(run, 'tool'), 'driver');
  const version = textAt(driver, 'version') ?? textAt(driver, 'semanticVersion');
  const informationUri = textAt(driver, 'informationUri');
  const rules = listAt(driver, 'rules')
    .filter(isRecord)
    .map(readRule)
    .filter((rule) => rule !== undefined);
  return {
    name: textAt(driver, 'name') ?? 'unknown',
    ...(version === undefined ? {} : { version }),
    ...(informationUri === undefined ? {} : { informationUri }),
    ...(rules.length === 0 ? {} : { rules }),
  };
}

function readRule(rule: Json): RuleDescriptor | undefined {
  const id = textAt(rule, 'id');
  const short = textAt(recordAt(rule, 'shortDescription'), 'text');
  const full = textAt(recordAt(rule, 'fullDescription'), 'text');
  const summary = short ?? full;
  if (id === undefined || summary === undefined) return undefined;
  const helpUri = textAt(rule, 'helpUri');
  const defaultLevel = toLevel(textAt(recordAt(rule, 'defaultConfiguration'), 'level'));
  return {
    id,
    summary,
    ...(short === undefined || full === undefined ? {} : { reason: full }),
    ...(helpUri === undefined ? {} : { helpUri }),
    ...(defaultLevel === undefined ? {} : { defaultLevel }),
  };
}

function joinTools(a: ToolDescriptor, b: ToolDescriptor): ToolDescriptor {
  const rules = new Map([...(a.rules ?? []), ...(b.rules ?? [])].map((rule) => [rule.id, rule]));
  return { ...b, ...a, ...(rules.size === 0 ? {} : { rules: [...rules.values()] }) };
}

/** Finds the rule of a result, in the driver or in an extension. */
function ruleFinder(run: Json): (result: Json) => Json {
  const tool = recordAt(run, 'tool');
  const components = [recordAt(tool, 'driver'), ...listAt(tool, 'extensions').filter(isRecord)];
  return (result) => {
    const reference = recordAt(result, 'rule');
    const component = recordAt(reference, 'toolComponent')['index'];
    const rules = listAt(components[typeof component === 'number' ? component + 1 : 0] ?? {}, 'rules');
    const index = result['ruleIndex'] ?? reference['index'];
    const byIndex = typeof index === 'number' ? rules[index] : undefined;
    if (isRecord(byIndex)) return byIndex;
    const id = textAt(result, 'ruleId') ?? textAt(reference, 'id');
    return rules.filter(isRecord).find((rule) => rule['id'] === id) ?? {};
  };
}

function readResult(result: Json, tool: string, rule: Json, locator: Locator): Diagnostic | undefined {
  if (isPassed(result) || isSuppressed(result)) return undefined;
  const ruleId = textAt(result, 'ruleId') ?? textAt(recordAt(result, 'rule'), 'id') ?? textAt(rule, 'id') ?? 'unknown';
  const defaultLevel = toLevel(textAt(recordAt(rule, 'defaultConfiguration'), 'level'));
  const properties = recordAt(result, 'properties');
  const hint = textAt(properties, 'hint');
  const location = listAt(result, 'locations').filter(isRecord).map(locator.location).find(Boolean);
  const related = listAt(result, 'relatedLocations')
    .filter(isRecord)
    .map((entry) => readRelated(entry, locator));
  const fixes = readFixes(result, locator);
  const found = related.filter((entry) => entry !== undefined);
  return {
    tool,
    ruleId,
    level: toLevel(textAt(result, 'level')) ?? defaultLevel ?? 'warning',
    message: readMessage(recordAt(result, 'message'), rule) || ruleId,
    ...(hint === undefined ? {} : { hint }),
    ...(location === undefined ? {} : { location }),
    ...(found.length === 0 ? {} : { related: found }),
    ...(fixes.length === 0 ? {} : { fixes }),
  };
}

/** Errors of the tool itself; ESLint for one reports a file that it cannot parse only here. */
function readNotifications(run: Json, tool: string, locator: Locator): Diagnostic[] {
  const lists = ['toolConfigurationNotifications', 'toolExecutionNotifications'];
  return listAt(run, 'invocations')
    .filter(isRecord)
    .flatMap((invocation) => lists.flatMap((name) => listAt(invocation, name)))
    .filter(isRecord)
    .filter((notification) => notification['level'] === 'error')
    .map((notification) => {
      const location = listAt(notification, 'locations').filter(isRecord).map(locator.location).find(Boolean);
      return {
        tool,
        ruleId: textAt(recordAt(notification, 'descriptor'), 'id') ?? 'tool-error',
        level: 'error',
        message: textAt(recordAt(notification, 'message'), 'text') ?? 'The tool reported an error.',
        ...(location === undefined ? {} : { location }),
      };
    });
}

function isPassed(result: Json): boolean {
  const kind = textAt(result, 'kind') ?? 'fail';
  return kind === 'pass' || kind === 'notApplicable';
}

function isSuppressed(result: Json): boolean {
  const suppressions = listAt(result, 'suppressions').filter(isRecord);
  return suppressions.some((suppression) => (textAt(suppression, 'status') ?? 'accepted') === 'accepted');
}

function readRelated(entry: Json, locator: Locator): { message: string; location: Location } | undefined {
  const location = locator.location(entry);
  return location && { message: textAt(recordAt(entry, 'message'), 'text') ?? '', location };
}

/** The text of a message, taken from the rule when only its id is given, with its arguments filled in. */
function readMessage(message: Json, rule: Json): string {
  const own = textAt(message, 'text') ?? textAt(message, 'markdown');
  const template = own ?? textAt(recordAt(recordAt(rule, 'messageStrings'), textAt(message, 'id') ?? ''), 'text') ?? '';
  const values = message['arguments'];
  if (!Array.isArray(values)) return template;
  return template.replace(/\{\{|\}\}|\{(\d+)\}/g, (match, index?: string) =>
    index === undefined ? match.charAt(0) : String(values[Number(index)] ?? match),
  );
}

const LEVELS: Record<string, Level> = { error: 'error', warning: 'warning', note: 'note', none: 'note' };

function toLevel(word: string | undefined): Level | undefined {
  return word === undefined ? undefined : LEVELS[word];
}
