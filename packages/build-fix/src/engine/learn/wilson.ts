/** 95 %, two-sided. */
const Z = 1.96;

/**
 * The lower bound of the Wilson interval: the share of successes that is surpassed with 97.5 % certainty.
 *
 * @returns 0 without trials
 */
export function wilsonLower(kept: number, tried: number): number {
  if (tried <= 0) return 0;
  const share = kept / tried;
  const square = (Z * Z) / tried;
  const spread = Z * Math.sqrt((share * (1 - share) + square / 4) / tried);
  return (share + square / 2 - spread) / (1 + square);
}
