import { createExecutor } from '@hone/core/nx';
import { benchmarkEngine } from '../../engine/benchmark/benchmark.js';

/** `@hone/docker-multistage:benchmark`. */
export default createExecutor(benchmarkEngine);
