import { LineCounter, parseDocument } from 'yaml';
import type { LabelKind } from '../context.js';
import type { Severity } from '../rule.js';

/** From which severity on hadolint fails. */
export type Threshold = Severity | 'none';

/** What a .hadolint.yaml says, as far as it changes what is reported. */
export interface HadolintConfig {
  ignored: ReadonlySet<string>;
  severities: ReadonlyMap<string, Severity>;
  trustedRegistries: readonly string[];
  labelSchema: ReadonlyMap<string, LabelKind>;
  strictLabels: boolean;
  disableIgnorePragma: boolean;
  failureThreshold: Threshold | undefined;
  noFail: boolean;
}

export interface ConfigProblem {
  message: string;
  /** 1-based. */
  line: number;
}

export const emptyHadolintConfig: HadolintConfig = {
  ignored: new Set(),
  severities: new Map(),
  trustedRegistries: [],
  labelSchema: new Map(),
  strictLabels: false,
  disableIgnorePragma: false,
  failureThreshold: undefined,
  noFail: false,
};

const OVERRIDES = ['error', 'warning', 'info', 'style'] as const;
const THRESHOLDS: readonly Threshold[] = ['error', 'warning', 'info', 'style', 'ignore', 'none'];
const KINDS: Record<string, LabelKind> = {
  text: 'text',
  rawtext: 'text',
  rfc3339: 'rfc3339',
  semver: 'semver',
  url: 'url',
  hash: 'hash',
  spdx: 'spdx',
  email: 'email',
};

/** Keys that are about hadolint's own output. */
const OTHER_KEYS = new Set(['format', 'no-color', 'verbose']);

/** Reads a .hadolint.yaml. Never throws: what it cannot take is a problem, the rest counts. */
export function parseHadolintConfig(text: string): { config: HadolintConfig; problems: ConfigProblem[] } {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines });
  const broken = document.errors[0];
  if (broken) {
    const message = `This is no YAML: ${broken.message.split('\n')[0]!.replace(/:$/, '')}`;
    return { config: emptyHadolintConfig, problems: [{ message, line: lines.linePos(broken.pos[0]).line }] };
  }
  const root: unknown = document.toJS();
  if (root === null || root === undefined) return { config: emptyHadolintConfig, problems: [] };
  if (!isObject(root)) {
    return { config: emptyHadolintConfig, problems: [{ message: 'The configuration is no mapping.', line: 1 }] };
  }
  const lineOf = (key: string): number => new RegExp(`^["']?${key}\\b`, 'm').exec(text)?.index ?? 0;
  const reader = new Reader(root, (key) => text.slice(0, lineOf(key)).split('\n').length);
  return { config: readConfig(reader), problems: reader.finish() };
}

function readConfig(reader: Reader): HadolintConfig {
  const override = reader.object('override');
  const severities = new Map<string, Severity>();
  for (const severity of OVERRIDES) {
    for (const rule of toList(override[severity])) severities.set(rule, severity);
  }
  const labelSchema = new Map<string, LabelKind>();
  for (const [label, kind] of Object.entries(reader.object('label-schema'))) {
    const known = KINDS[String(kind).toLowerCase()];
    if (known) labelSchema.set(label, known);
    else
      reader.say(
        'label-schema',
        `\`${String(kind)}\` is no kind of label: there are ${Object.keys(KINDS).join(', ')}.`,
      );
  }
  const threshold = reader.take('failure-threshold');
  const failureThreshold = THRESHOLDS.find((name) => name === threshold);
  if (threshold !== undefined && !failureThreshold) {
    reader.say('failure-threshold', `\`${String(threshold)}\` is no threshold: there are ${THRESHOLDS.join(', ')}.`);
  }
  return {
    ignored: new Set(toList(reader.take('ignored'))),
    severities,
    trustedRegistries: toList(reader.take('trustedRegistries') ?? reader.take('trusted-registries')),
    labelSchema,
    strictLabels: reader.take('strict-labels') === true,
    disableIgnorePragma: reader.take('disable-ignore-pragma') === true,
    failureThreshold,
    noFail: reader.take('no-fail') === true,
  };
}

/** Takes keys out of a mapping and remembers those that nobody asked for. */
class Reader {
  readonly #root: Record<string, unknown>;
  readonly #lineOf: (key: string) => number;
  readonly #taken = new Set<string>();
  readonly #problems: ConfigProblem[] = [];

  constructor(root: Record<string, unknown>, lineOf: (key: string) => number) {
    this.#root = root;
    this.#lineOf = lineOf;
  }

  take(key: string): unknown {
    this.#taken.add(key);
    return this.#root[key] ?? undefined;
  }

  object(key: string): Record<string, unknown> {
    const value = this.take(key);
    if (value === undefined) return {};
    if (isObject(value)) return value;
    this.say(key, `\`${key}\` must be a mapping.`);
    return {};
  }

  say(key: string, message: string): void {
    this.#problems.push({ message, line: this.#lineOf(key) });
  }

  finish(): ConfigProblem[] {
    for (const key of Object.keys(this.#root)) {
      if (!this.#taken.has(key) && !OTHER_KEYS.has(key)) this.say(key, `hadolint has no setting \`${key}\`.`);
    }
    return this.#problems.sort((a, b) => a.line - b.line);
  }
}

function toList(value: unknown): string[] {
  if (value === undefined || value === null) return [];
  return (Array.isArray(value) ? value : [value]).map(String);
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
