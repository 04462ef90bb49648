export { createEnvironmentFinder, findVirtualEnvironment, type VirtualEnvironment } from './environment.js';
export { findTool, type FindToolOptions, type FoundTool } from './find-tool.js';
export { describeResult, type ProcessOutput, type ProcessResult } from './result.js';
export { type ProcessOptions, runProcess } from './run.js';
