import { compareText } from '@hone/core/diagnostics';
import type { Outcomes } from '../types.js';
import type { LearnedRow } from './learned-rows.js';
import { isProved, PROVED } from './proof.js';
import { wilsonLower } from './wilson.js';

/** What was learned of one kind of diagnostic, and what follows from it. */
export interface Explanation {
  fingerprint: string;
  /** The one that is tried first comes first. */
  fixers: readonly (Outcomes & {
    fixer: string;
    /** The share of kept fixes that is surpassed with 97.5 % certainty. */
    lower: number;
    /** Whether its unsafe fixes may be applied unasked. */
    unasked: boolean;
    projects: readonly (Outcomes & { project: string })[];
  })[];
}

export function explainRows(fingerprint: string, rows: readonly LearnedRow[]): Explanation {
  const own = rows.filter((row) => row.fingerprint === fingerprint);
  const fixers = sumBy(own, ({ fixer }) => fixer).map(({ key: fixer, tried, kept }) => {
    const ofFixer = own.filter((row) => row.fixer === fixer);
    const projects = sumBy(ofFixer, ({ project }) => project).map(({ key, ...counts }) => ({
      project: key,
      ...counts,
    }));
    return { fixer, tried, kept, lower: wilsonLower(kept, tried), unasked: isProved({ tried, kept }), projects };
  });
  return { fingerprint, fixers: fixers.sort((a, b) => b.lower - a.lower || compareText(a.fixer, b.fixer)) };
}

/** An explanation as text, a few lines for each fixer. */
export function renderExplanation({ fingerprint, fixers }: Explanation): string {
  if (fixers.length === 0) return `Nothing was learned of ${fingerprint} yet: no fix for it was tried.`;
  return fixers.flatMap((each) => renderFixer(each)).join('\n');
}

function renderFixer({ fixer, tried, kept, lower, unasked, projects }: Explanation['fixers'][number]): string[] {
  const surely = `surely above ${percent(lower)}`;
  const where = projects.map(({ project, ...counts }) => `${project || 'unnamed'} ${counts.kept}/${counts.tried}`);
  return [
    `${fixer}: kept ${kept} of ${tried}, ${surely} (${where.join(', ')})`,
    unasked
      ? `  Its unsafe fixes are applied unasked, since ${percent(PROVED)} is surpassed.`
      : `  Its unsafe fixes are applied on request only: ${missing({ tried, kept })}.`,
  ];
}

function missing({ tried, kept }: Outcomes): string {
  for (let more = 1; more <= 1000; more++) {
    if (isProved({ tried: tried + more, kept: kept + more })) {
      return `${more} more that are kept in a row would surpass ${percent(PROVED)}`;
    }
  }
  return 'it fails too often';
}

function percent(share: number): string {
  return `${Math.floor(share * 100)} %`;
}

function sumBy(rows: readonly LearnedRow[], key: (row: LearnedRow) => string): (Outcomes & { key: string })[] {
  const sums = new Map<string, Outcomes & { key: string }>();
  for (const row of rows) {
    const sum = sums.get(key(row)) ?? { key: key(row), tried: 0, kept: 0 };
    sums.set(sum.key, { ...sum, tried: sum.tried + row.tried, kept: sum.kept + row.kept });
  }
  return [...sums.values()].sort((a, b) => compareText(a.key, b.key));
}
