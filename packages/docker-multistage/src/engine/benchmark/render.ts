import { renderBytes } from '../build/progress.js';
import { percent } from './compare.js';
import { type BenchmarkReport, MEASURES, type MeasureName, type StageReport } from './report.js';

const COLUMNS = ['stage', 'build', 'median', 'spread', 'steps run'];
const NAMES: Record<MeasureName, string> = {
  cold: 'cold',
  warm: 'warm',
  source: 'source edit',
  dependency: 'dependency edit',
};

/** A benchmark as a table, beside a baseline where there is one. */
export function renderReport(report: BenchmarkReport, baseline: BenchmarkReport | undefined): string[] {
  const rows = report.stages.flatMap((stage) =>
    rowsOf(
      stage,
      baseline?.stages.find((each) => each.stage === stage.stage),
    ),
  );
  const columns = baseline ? [...COLUMNS, 'baseline'] : COLUMNS;
  const widths = columns.map((name, at) =>
    Math.max(...[columns, ...rows].map((row) => row[at]?.length ?? 0), name.length),
  );
  const edited = Object.entries(report.edited).map(([kind, file]) => `${kind} edit: ${file}`);
  return [
    ...[columns, ...rows].map((row) =>
      row
        .map((cell, at) => cell.padEnd(widths[at] ?? 0))
        .join('  ')
        .trimEnd(),
    ),
    `${report.rounds} ${report.rounds === 1 ? 'round' : 'rounds'}, engine ${report.engine}${edited.map((text) => `, ${text}`).join('')}.`,
  ];
}

function rowsOf(stage: StageReport, old: StageReport | undefined): string[][] {
  const rows = MEASURES.flatMap((name) => {
    const measure = stage.measures[name];
    if (!measure) return [];
    const before = old?.measures[name]?.median;
    const beside = before === undefined ? '' : `${before} s (${percent(measure.median, before)})`;
    const { median, spread, ran, steps } = measure;
    return [[stage.stage, NAMES[name], `${median} s`, `${spread} s`, `${ran} of ${steps}`, beside]];
  });
  const layers = `${stage.layers} ${stage.layers === 1 ? 'layer' : 'layers'}`;
  const beside = old ? `${renderBytes(old.size)} (${percent(stage.size, old.size)})` : '';
  return [...rows, [stage.stage, 'size', renderBytes(stage.size), '', layers, beside]];
}
