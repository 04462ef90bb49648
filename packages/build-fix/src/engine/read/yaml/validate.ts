import { isMap, isScalar, isSeq, type Node } from 'yaml';
import type { JsonSchema } from './schema.js';

/** What is wrong with a document, and where in its text. */
export interface Problem {
  /** Offset in the text. */
  offset: number;
  message: string;
}

/**
 * Checks a YAML node against a schema. It knows the keywords of {@link JsonSchema}, and each problem has the place of
 * the value that is wrong.
 */
export function validateNode(node: Node | null, schema: JsonSchema, root: JsonSchema, path = ''): Problem[] {
  const rules = resolve(schema, root);
  const name = path === '' ? 'The document' : `\`${path}\``;
  const at = (message: string): Problem[] => [{ offset: node?.range?.[0] ?? 0, message: `${name} ${message}` }];

  if (rules.anyOf) return validateAny(node, rules.anyOf, root, path, at);
  const kind = kindOf(node);
  if (rules.type !== undefined && !isOfType(node, rules.type))
    return at(`is ${kind}, where ${TYPES[rules.type]} is due.`);
  const value = isScalar(node) ? node.value : undefined;
  if (rules.enum && !rules.enum.includes(value))
    return at(`is ${shown(value, kind)}; it may be ${listed(rules.enum)}.`);
  if (rules.const !== undefined && value !== rules.const)
    return at(`is ${shown(value, kind)}; it must be ${String(rules.const)}.`);
  if (isMap(node)) return validateMap(node, rules, root, path, at);
  if (isSeq(node)) {
    if (node.items.length < (rules.minItems ?? 0)) return at('is empty.');
    const { items } = rules;
    return items
      ? node.items.flatMap((item, index) => validateNode(item as Node, items, root, `${path}[${index}]`))
      : [];
  }
  if (typeof value === 'string') {
    if (value.length < (rules.minLength ?? 0)) {
      return at(value === '' ? 'is empty.' : `is too short: it needs ${rules.minLength} characters.`);
    }
    if (rules.pattern !== undefined && !new RegExp(rules.pattern).test(value)) {
      return at(`is \`${value}\`, which does not match ${rules.pattern}.`);
    }
  }
  if (typeof value === 'number') {
    if (value < (rules.minimum ?? -Infinity)) return at(`is less than ${rules.minimum}.`);
    if (value > (rules.maximum ?? Infinity)) return at(`is more than ${rules.maximum}.`);
  }
  return [];
}

type Fail = (message: string) => Problem[];

function validateMap(node: Node, rules: JsonSchema, root: JsonSchema, path: string, at: Fail): Problem[] {
  if (!isMap(node)) return [];
  const problems: Problem[] = [];
  const seen = new Set<string>();
  const { properties = {}, additionalProperties = true } = rules;
  for (const { key, value } of node.items) {
    const name = String(isScalar(key) ? key.value : key);
    seen.add(name);
    const known = Object.hasOwn(properties, name) ? properties[name] : undefined;
    const schema = known ?? (typeof additionalProperties === 'object' ? additionalProperties : undefined);
    if (schema) {
      // A key without a value has no node of its own: the problem is where the key is.
      problems.push(...validateNode((value ?? key) as Node, schema, root, path === '' ? name : `${path}.${name}`));
    } else if (additionalProperties === false) {
      const message = `\`${path === '' ? name : `${path}.${name}`}\` is not known here; known are ${listed(Object.keys(properties))}.`;
      problems.push({ offset: (key as Node).range?.[0] ?? 0, message });
    }
  }
  for (const name of rules.required ?? []) if (!seen.has(name)) problems.push(...at(`lacks \`${name}\`.`));
  if (node.items.length < (rules.minProperties ?? 0)) problems.push(...at('is empty.'));
  return problems;
}

/** Of several that fail, the one is told that comes furthest. */
function validateAny(
  node: Node | null,
  schemas: readonly JsonSchema[],
  root: JsonSchema,
  path: string,
  at: Fail,
): Problem[] {
  const fitting = schemas
    .map((schema) => resolve(schema, root))
    .filter((it) => it.type === undefined || isOfType(node, it.type));
  if (fitting.length === 0) {
    const types = schemas.map((schema) => resolve(schema, root).type).filter((type) => type !== undefined);
    return at(`is ${kindOf(node)}; it may be ${[...new Set(types)].map((type) => TYPES[type]).join(' or ')}.`);
  }
  const outcomes = fitting.map((schema) => validateNode(node, schema, root, path));
  const best = outcomes.reduce((a, b) => (depth(b) > depth(a) || b.length === 0 ? b : a));
  return outcomes.some((problems) => problems.length === 0) ? [] : best;
}

const depth = (problems: readonly Problem[]): number => Math.max(0, ...problems.map(({ offset }) => offset));

function resolve(schema: JsonSchema, root: JsonSchema): JsonSchema {
  if (schema.$ref === undefined) return schema;
  const name = /^#\/\$defs\/(\w+)$/.exec(schema.$ref)?.[1];
  const target = name === undefined ? undefined : root.$defs?.[name];
  if (!target) throw new Error(`The schema has no ${schema.$ref}.`);
  return resolve(target, root);
}

const TYPES = {
  object: 'a map',
  array: 'a list',
  string: 'a text',
  integer: 'a whole number',
  number: 'a number',
  boolean: 'true or false',
} as const;

function isOfType(node: Node | null, type: keyof typeof TYPES): boolean {
  if (type === 'object') return isMap(node);
  if (type === 'array') return isSeq(node);
  const value = isScalar(node) ? node.value : undefined;
  return type === 'integer' ? Number.isInteger(value) : typeof value === type;
}

function kindOf(node: Node | null): string {
  if (isMap(node)) return 'a map';
  if (isSeq(node)) return 'a list';
  const value = isScalar(node) ? node.value : undefined;
  if (value === null || value === undefined) return 'empty';
  return typeof value === 'string'
    ? 'a text'
    : `${typeof value === 'number' ? 'the number' : 'the value'} ${String(value)}`;
}

const shown = (value: unknown, kind: string): string => (typeof value === 'string' ? `\`${value}\`` : kind);

const listed = (names: readonly unknown[]): string => names.map((name) => `\`${String(name)}\``).join(', ');
