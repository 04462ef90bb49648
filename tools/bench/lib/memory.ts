import { readdirSync, readFileSync } from 'node:fs';

/** The most memory that this process's descendants used, in MiB. */
export interface Peak {
  /** The proportional set sizes of all processes together, at the worst moment: shared pages count once. */
  tree: number;
  /** The resident set of the largest process. */
  largest: number;
}

/** Watches the descendants of this process (Linux only) until `stop` is called. */
export function watchMemory(intervalMs = 100): { stop(): Peak } {
  const peak: Peak = { tree: 0, largest: 0 };
  const timer = setInterval(() => {
    let tree = 0;
    for (const pid of descendants(process.pid)) {
      tree += readKilobytes(`/proc/${pid}/smaps_rollup`, 'Pss');
      peak.largest = Math.max(peak.largest, readKilobytes(`/proc/${pid}/status`, 'VmHWM') / 1024);
    }
    peak.tree = Math.max(peak.tree, tree / 1024);
  }, intervalMs);
  return {
    stop() {
      clearInterval(timer);
      return { tree: Math.round(peak.tree), largest: Math.round(peak.largest) };
    },
  };
}

function descendants(root: number): number[] {
  const children = new Map<number, number[]>();
  for (const entry of readdirSync('/proc')) {
    const pid = Number(entry);
    if (!Number.isInteger(pid)) continue;
    const parent = Number(/^\d+ \(.*\) \S (\d+)/s.exec(readText(`/proc/${pid}/stat`))?.[1]);
    children.set(parent, [...(children.get(parent) ?? []), pid]);
  }
  const collect = (pid: number): number[] => (children.get(pid) ?? []).flatMap((child) => [child, ...collect(child)]);
  return collect(root);
}

function readKilobytes(file: string, field: string): number {
  return Number(new RegExp(`^${field}:\\s+(\\d+) kB`, 'm').exec(readText(file))?.[1] ?? 0);
}

/** A process may end at any time, and its files with it. */
function readText(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return '';
  }
}
