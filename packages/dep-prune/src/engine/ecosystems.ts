import type { Ecosystem } from './types.js';

/** The languages, each loaded when a task first needs it. */
export const ecosystems: readonly (() => Promise<Ecosystem>)[] = [
  async () => (await import('./python/ecosystem.js')).pythonEcosystem,
  async () => (await import('./rust/ecosystem.js')).rustEcosystem,
  async () => (await import('./javascript/ecosystem.js')).javaScriptEcosystem,
];
