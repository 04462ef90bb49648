export type * from './engine.js';
export { closureOf } from './closure.js';
export { type BatchExecutor, type BatchTaskResult, createBatchExecutor } from './batch-executor.js';
export { type SingleExecutor, createExecutor } from './executor.js';
export type { CachedTask, Refuse } from './refuse.js';
export {
  type FailOn,
  type ReportOptions,
  defaultReportPath,
  failsTask,
  resolveInWorkspace,
  resolveReportPath,
} from './report-options.js';
