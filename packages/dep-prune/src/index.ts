export { judge, type JudgeOptions } from './engine/judge/judge.js';
export { verdictKinds, type VerdictKindFacts } from './engine/judge/verdict-kinds.js';
export { pruneEngine } from './engine/prune.js';
export type { VerdictEntry, VerdictFile } from './engine/report/verdict-file.js';
export type * from './engine/types.js';
