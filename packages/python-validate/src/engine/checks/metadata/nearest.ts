import leven from 'leven';

/** The candidate that a word was most likely meant to be: at most two letters (one, in a short word) away from it. */
export function nearest(word: string, candidates: readonly string[]): string | undefined {
  const fold = (text: string): string => text.toLowerCase().replaceAll('_', '-');
  const meant = fold(word);
  let best: string | undefined;
  let least = meant.length > 5 ? 3 : 2;
  for (const candidate of candidates) {
    const edits = leven(meant, fold(candidate));
    if (edits < least) [best, least] = [candidate, edits];
  }
  return best;
}
