import type { ReadLanguage } from '../graph/language.js';
export const readRust: ReadLanguage = async () => ({
  projects: [],
  warnings: [],
  graph: () => ({ nodes: [], externalNodes: {}, edges: () => [], externalEdges: () => [] }),
});
