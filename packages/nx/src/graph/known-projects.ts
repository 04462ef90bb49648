import type { KnownProjects, LanguageGraph } from './language.js';

/** The projects of a workspace; who depends on whom is worked out when it is asked for. */
export function knownProjects(names: ReadonlyMap<string, string>, languages: readonly LanguageGraph[]): KnownProjects {
  const reads = new Map<string, readonly string[]>();
  for (const node of languages.flatMap(({ nodes }) => nodes)) {
    if (node.reads?.length) reads.set(node.root, [...(reads.get(node.root) ?? []), ...node.reads]);
  }
  let targets: Map<string, Set<string>> | undefined;
  const dependenciesOf = (root: string): ReadonlySet<string> =>
    (targets ??= targetsBySource(languages)).get(root) ?? none;
  return {
    names,
    dependenciesOf,
    closureOf: (root) => {
      const seen = new Set([root]);
      for (const one of seen) for (const target of dependenciesOf(one)) seen.add(target);
      seen.delete(root);
      return seen;
    },
    readsOf: (root) => reads.get(root) ?? [],
  };
}

const none: ReadonlySet<string> = new Set();

function targetsBySource(languages: readonly LanguageGraph[]): Map<string, Set<string>> {
  const targets = new Map<string, Set<string>>();
  for (const { source, target } of languages.flatMap(({ edges }) => [...edges()])) {
    const known = targets.get(source);
    if (known) known.add(target);
    else targets.set(source, new Set([target]));
  }
  return targets;
}
