import { type Diagnostic, HoneError } from '@hone/core/diagnostics';
import { renderBytes } from '../build/progress.js';
import { type BenchmarkReport, MEASURES, type StageReport } from './report.js';

/** Below it a difference of time says nothing, whatever its share. */
const NOISE_SECONDS = 0.5;

/** @throws HoneError when the text is no baseline */
export function parseBaseline(text: string, file: string): BenchmarkReport {
  let value: Partial<BenchmarkReport> | null;
  try {
    value = JSON.parse(text) as Partial<BenchmarkReport> | null;
  } catch {
    value = null;
  }
  if (value?.schema === 1 && Array.isArray(value.stages)) return value as BenchmarkReport;
  throw new HoneError(`${file} is no baseline of a benchmark.`, {
    code: 'docker/no-baseline',
    file,
    hint: 'Write it anew with the option `updateBaseline`.',
  });
}

/**
 * Where a benchmark is worse than a baseline by more than a share.
 *
 * @param threshold a share: 0.2 for a fifth
 * @param file the baseline's, for the place of the findings
 */
export function compareReports(
  now: BenchmarkReport,
  before: BenchmarkReport,
  threshold: number,
  file: string,
): Diagnostic[] {
  return now.stages.flatMap((stage) => {
    const old = before.stages.find((each) => each.stage === stage.stage);
    return old ? compareStage(stage, old, threshold).map((message) => finding(message, file)) : [];
  });
}

function compareStage(now: StageReport, old: StageReport, threshold: number): string[] {
  const found: string[] = [];
  for (const name of MEASURES) {
    const [seconds, before] = [now.measures[name]?.median, old.measures[name]?.median];
    if (seconds === undefined || before === undefined) continue;
    if (seconds - before <= Math.max(before * threshold, NOISE_SECONDS)) continue;
    found.push(
      `${now.stage}, ${name}: ${seconds} s, where the baseline has ${before} s (${percent(seconds, before)}).`,
    );
  }
  if (now.size > old.size * (1 + threshold)) {
    const sizes = `${renderBytes(now.size)}, where the baseline has ${renderBytes(old.size)}`;
    found.push(`${now.stage}, size: ${sizes} (${percent(now.size, old.size)}).`);
  }
  return found;
}

/** `+25%` */
export function percent(now: number, before: number): string {
  if (before === 0) return now === 0 ? '±0%' : 'from 0';
  const change = Math.round((now / before - 1) * 100);
  return `${change > 0 ? '+' : change < 0 ? '−' : '±'}${Math.abs(change)}%`;
}

function finding(message: string, file: string): Diagnostic {
  return {
    tool: 'docker-benchmark',
    ruleId: 'docker/benchmark-worse',
    level: 'error',
    message,
    hint: 'Look at which steps ran; where this is wanted, write the baseline anew with the option `updateBaseline`.',
    location: { file },
  };
}
