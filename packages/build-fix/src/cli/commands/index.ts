import type { CommandEntry } from '../command.js';

/** The commands of `build-fix`, in the order of its help. */
export const commands: readonly CommandEntry[] = [
  {
    name: 'groups',
    summary: 'Read a log, and show its errors in groups and what kind of failure it is.',
    load: async () => (await import('./groups.js')).groupsCommand,
  },
  {
    name: 'explain',
    summary: 'Say why a diagnostic has the fix that it has, or none.',
    load: async () => (await import('./explain.js')).explainCommand,
  },
  {
    name: 'check',
    summary: "Run the examples of the workspace's own rules and formats.",
    load: async () => (await import('./check.js')).checkCommand,
  },
  {
    name: 'learned',
    summary: 'Export or import what was learned of fixes.',
    load: async () => (await import('./learned.js')).learnedCommand,
  },
  {
    name: 'undo',
    summary: 'Take back what was applied last.',
    load: async () => (await import('./undo.js')).undoCommand,
  },
];
