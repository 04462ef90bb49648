import type { Input, NamedInputs } from './configured-inputs.js';

/**
 * What inputs of some targets name besides files of projects: files elsewhere in the workspace, variables and commands.
 * Names of lists are followed. Files that a list takes away are left in: a plan looks at several targets.
 */
export function outsideInputs(inputs: readonly Input[], named: NamedInputs): Input[] {
  const found: Input[] = [];
  const seen = new Set<string>();
  const queue = [...inputs];
  for (const input of queue) {
    const name = typeof input === 'string' ? input.replace(/^\^/, '') : 'input' in input ? input.input : undefined;
    if (name !== undefined && !name.includes('{')) {
      if (!seen.has(name)) queue.push(...(named[name] ?? []));
      seen.add(name);
    } else if (isOutside(input)) {
      found.push(input);
    }
  }
  return joinInputs([found]);
}

/** All inputs of several lists, each once, in an order of their own. */
export function joinInputs(lists: Iterable<readonly Input[]>): Input[] {
  const found = new Map<string, Input>();
  for (const list of lists) for (const input of list) found.set(JSON.stringify(input), input);
  return [...found.keys()].sort().map((key) => found.get(key) as Input);
}

function isOutside(input: Input): boolean {
  if (typeof input === 'string') return input.startsWith('{workspaceRoot}/');
  if ('fileset' in input) return input.fileset.startsWith('{workspaceRoot}/');
  return 'env' in input || 'runtime' in input;
}
