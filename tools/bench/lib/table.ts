/** Renders a Markdown table; numbers are right-aligned. */
export function renderTable(head: readonly string[], rows: readonly (readonly (string | number)[])[]): string {
  const line = (cells: readonly (string | number)[]) => `| ${cells.join(' | ')} |`;
  const rule = head.map((_, column) => (typeof rows[0]?.[column] === 'number' ? '--:' : '---'));
  return [line(head), line(rule), ...rows.map(line)].join('\n');
}

/** Two digits after the point. */
export function round(value: number): number {
  return Math.round(value * 100) / 100;
}
