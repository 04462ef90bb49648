import { createRequire } from 'node:module';
import path from 'node:path';

/** Packages that the workspace root can resolve, with their versions; none of them is loaded. */
export function installedTools<Name extends string>(
  workspaceRoot: string,
  names: readonly Name[],
): Readonly<Partial<Record<Name, string>>> {
  const load = createRequire(path.join(workspaceRoot, 'package.json'));
  const versionOf = (name: Name): string | undefined => {
    try {
      return (load(`${name}/package.json`) as { version?: string }).version;
    } catch {
      return undefined;
    }
  };
  const found = names.map((name) => [name, versionOf(name)] as const).filter(([, version]) => version !== undefined);
  return Object.fromEntries(found) as Partial<Record<Name, string>>;
}
