/** Our own outputs, written contexts among them: no source of a project at the workspace's root. */
export const outputsOf = (root: string): string[] => (root === '.' ? ['/dist/hone'] : []);
