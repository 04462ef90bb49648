/** Columns of text; those that hold numbers are set to the right, the last is cut at the width. */
export function renderColumns(
  head: readonly string[],
  rows: readonly (readonly (string | number)[])[],
  width: number,
): string {
  const cells = [head, ...rows.map((row) => row.map(renderCell))];
  const widths = head.map((_, column) => Math.max(...cells.map((row) => row[column]?.length ?? 0)));
  const right = head.map((_, column) => typeof rows[0]?.[column] === 'number');
  const lines = cells.map((row) => {
    const padded = row.map((cell, column) => {
      if (column === row.length - 1) return cell;
      return right[column] ? cell.padStart(widths[column] ?? 0) : cell.padEnd(widths[column] ?? 0);
    });
    return cut(padded.join('  '), width);
  });
  return lines.join('\n');
}

function renderCell(cell: string | number): string {
  return typeof cell === 'number' ? renderCount(cell) : cell;
}

/** `12,345`: the same in every locale. */
export function renderCount(count: number): string {
  return String(Math.round(count)).replace(/\B(?=(\d{3})+$)/g, ',');
}

function cut(line: string, width: number): string {
  return line.length > width ? `${line.slice(0, width - 1)}…` : line.trimEnd();
}
