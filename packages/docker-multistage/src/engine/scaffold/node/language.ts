import type { Language } from '../types.js';
import { planNode } from './plan.js';
import { readNodeFacts } from './read-facts.js';

/** Node: npm, pnpm and yarn; alone, in workspaces, or built by Nx. */
export const node: Language = {
  id: 'node',
  title: 'Node',
  manifests: ['package.json', 'tsconfig.app.json', 'tsconfig.json'],
  plan: (request, options) => Promise.resolve(planNode(readNodeFacts(request), options)),
};
