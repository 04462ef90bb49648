import type { FailedBuild, Measured, Verification } from './types.js';

/** Both Dockerfiles side by side, as a table in plain text. */
export function renderVerification({ before, after }: Verification): string {
  const rows: readonly (readonly [string, (measured: Measured) => string])[] = [
    ['size', ({ size }) => `${(size / 1_000_000).toFixed(1)} MB`],
    ['layers', ({ layers }) => String(layers)],
    ['cold build', ({ cold }) => seconds(cold)],
    ['warm build', ({ warm }) => seconds(warm)],
    ['build after an edit', ({ edited }) => (edited === undefined ? '-' : seconds(edited))],
    ['runs', ({ run }) => (run.works ? 'yes' : 'no')],
  ];
  const cells = [
    ['', 'before', 'after'],
    ...rows.map(([title, text]) => [
      title,
      ...[before, after].map((one) => ('kind' in one ? 'does not build' : text(one))),
    ]),
  ];
  const widths = [0, 1, 2].map((column) => Math.max(...cells.map((row) => row[column]!.length)));
  const table = cells.map((row) =>
    row.map((cell, column) => (column === 0 ? cell.padEnd(widths[0]!) : cell.padStart(widths[column]!))).join('  '),
  );
  return [...table, ...problem('before', before), ...problem('after', after)].join('\n');
}

function seconds(value: number): string {
  return `${value.toFixed(1)} s`;
}

function problem(which: string, one: Measured | FailedBuild): string[] {
  if ('kind' in one) return [`${which}: ${one.message}`];
  return one.run.works ? [] : [`${which}: ${one.run.message}`];
}
