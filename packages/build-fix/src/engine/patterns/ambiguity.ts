import { intersect, type Positions, toPositions } from './positions.js';

/**
 * Whether there are texts for which a backtracking matcher takes time that doubles with every few characters: a loop that
 * can go over one text in two ways (Weideman et al., "Analyzing Matching Time Behavior of Backtracking Regular Expression
 * Matchers by Using Ambiguity of NFA", 2016). `(a+)+`, `(a|a)*`, `(\w+\s?)*`.
 *
 * @throws SyntaxError for a text that is no regular expression
 */
export function isCatastrophic(text: string, flags = ''): boolean {
  const positions = toPositions(text, flags);
  return loopsOf(positions).some((loop) => isAmbiguous(loop, positions));
}

/** Pairs of positions of more loops than this are not looked at: no pattern for a line of a log is that tangled. */
const MAX_LOOP = 600;

/** A loop is ambiguous when two ways around it take the same text. */
function isAmbiguous(loop: readonly number[], { sets, follow }: Positions): boolean {
  if (loop.length > MAX_LOOP) return true;
  const inLoop = new Set(loop);
  const nextOf = (position: number): [number, number][] =>
    [...(follow[position] ?? [])].filter(([to]) => inLoop.has(to));
  // Two ways from one position to the next are two ways around at once.
  if (loop.some((position) => nextOf(position).some(([, ways]) => ways > 1))) return true;

  const key = (a: number, b: number): number => a * sets.length + b;
  const pairs = new Map<number, number[]>();
  const queue: [number, number][] = loop.map((position) => [position, position]);
  for (const [a, b] of queue) {
    if (pairs.has(key(a, b))) continue;
    const next: number[] = [];
    pairs.set(key(a, b), next);
    for (const [x] of nextOf(a)) {
      for (const [y] of nextOf(b)) {
        const [setX, setY] = [sets[x], sets[y]];
        if (!setX || !setY || !intersect(setX, setY)) continue;
        next.push(key(x, y));
        queue.push([x, y]);
      }
    }
  }
  // From one position apart and back to one: both lie on one way around.
  const isSame = (pair: number): boolean => Math.floor(pair / sets.length) === pair % sets.length;
  return components([...pairs.keys()], (pair) => pairs.get(pair) ?? []).some(
    (component) => component.some(isSame) && !component.every(isSame),
  );
}

/** Sets of positions from each of which the others can be reached again. */
function loopsOf({ follow }: Positions): number[][] {
  const nodes = follow.map((_, position) => position);
  return components(nodes, (node) => [...(follow[node]?.keys() ?? [])]).filter(
    ([first, ...others]) => others.length > 0 || (first !== undefined && follow[first]?.has(first)),
  );
}

/** Strongly connected components (Tarjan), without recursion. */
function components(nodes: readonly number[], next: (node: number) => readonly number[]): number[][] {
  const index = new Map<number, number>();
  const low = new Map<number, number>();
  const stack: number[] = [];
  const onStack = new Set<number>();
  const found: number[][] = [];
  const enter = (node: number): { node: number; next: readonly number[]; at: number } => {
    index.set(node, index.size);
    low.set(node, index.size - 1);
    stack.push(node);
    onStack.add(node);
    return { node, next: next(node), at: 0 };
  };
  const lower = (node: number, value: number): void => {
    low.set(node, Math.min(low.get(node) ?? value, value));
  };
  for (const start of nodes) {
    if (index.has(start)) continue;
    const work = [enter(start)];
    for (let top = work.at(-1); top; top = work.at(-1)) {
      const to = top.next[top.at++];
      if (to !== undefined) {
        if (!index.has(to)) work.push(enter(to));
        else if (onStack.has(to)) lower(top.node, index.get(to) ?? 0);
        continue;
      }
      work.pop();
      const above = work.at(-1);
      if (above) lower(above.node, low.get(top.node) ?? 0);
      if (low.get(top.node) !== index.get(top.node)) continue;
      const component = stack.splice(stack.lastIndexOf(top.node));
      for (const node of component) onStack.delete(node);
      found.push(component);
    }
  }
  return found;
}
