import { type Node, parseTree } from 'jsonc-parser';
import { createLineIndex } from '@hone/core/edits';
import { isObject, objectAt, parseJsonObject } from '@hone/core/npm';
import type { Declaration } from '../types.js';

/** The tables of a package.json that are judged. Peers are a contract with the users of a package, and stay. */
export const TABLES = {
  dependencies: 'runtime',
  devDependencies: 'development',
  optionalDependencies: 'optional',
} as const satisfies Record<string, Declaration['scope']>;

/** What a package.json says that judging needs. */
export interface PackageManifest {
  declarations: Declaration[];
  /** Command lines by name. */
  scripts: Record<string, string>;
  /** It is never published: where a dependency stands decides nothing for anybody else. */
  isPrivate: boolean;
  /** What keeps it from being read. */
  problem?: { line?: number; message: string };
}

/**
 * Parses a package.json. Pure; never throws.
 *
 * @param file relative to the workspace root
 */
export function parsePackageManifest(text: string, file: string): PackageManifest {
  const { value, problems } = parseJsonObject(text, file);
  const [problem] = problems;
  const tree = problem ? undefined : parseTree(text.replace(/^\uFEFF/, ' '));
  const lines = createLineIndex(text);
  return {
    declarations: Object.entries(TABLES).flatMap(([table, scope]) =>
      propertiesOf(tree, table).map((property): Declaration => {
        const [key, version] = property.children ?? [];
        const name = String(key?.value);
        return {
          ecosystem: 'javascript',
          name,
          written: `${name}@${String(version?.value)}`,
          scope,
          group: table,
          file,
          line: lines.offsetToPosition(property.offset).line,
          extras: [],
          ...(/^(?:workspace|file|link|portal):/.test(String(version?.value)) && { local: true }),
        };
      }),
    ),
    scripts: Object.fromEntries(
      Object.entries(objectAt(value, 'scripts')).flatMap(([name, line]) =>
        typeof line === 'string' ? [[name, line]] : [],
      ),
    ),
    isPrivate: value['private'] === true,
    ...(problem && { problem }),
  };
}

/** The properties of a table at the top of a document, in order. */
export function propertiesOf(tree: Node | undefined, table: string): Node[] {
  return tableOf(tree, table)?.children ?? [];
}

/** The object that a table is, the last one where it is there twice, as JSON takes it. */
export function tableOf(tree: Node | undefined, table: string): Node | undefined {
  const property = tree?.children?.findLast((each) => each.children?.[0]?.value === table);
  const found = property?.children?.[1];
  return found?.type === 'object' ? found : undefined;
}

/** The names of the programs that an installed package brings. */
export function binariesOf(text: string, file: string): string[] {
  const { value } = parseJsonObject(text, file);
  const name = typeof value['name'] === 'string' ? value['name'] : '';
  const { bin } = value;
  return typeof bin === 'string' ? [name.replace(/^@[^/]*\//, '')] : isObject(bin) ? Object.keys(bin) : [];
}
