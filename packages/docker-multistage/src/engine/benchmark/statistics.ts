/** Some measurements of one thing. */
export interface Measure {
  /** Seconds, in the order in which they were measured. */
  seconds: number[];
  median: number;
  /** From the fastest to the slowest. */
  spread: number;
  /** How many steps of the last build ran, and how many there are. */
  ran: number;
  steps: number;
}

/** @param seconds at least one */
export function measureOf(seconds: readonly number[], ran: number, steps: number): Measure {
  const rounded = seconds.map(round);
  return {
    seconds: rounded,
    median: round(medianOf(seconds)),
    spread: round(Math.max(...seconds) - Math.min(...seconds)),
    ran,
    steps,
  };
}

/** The middle one; of an even number, between the two in the middle. */
export function medianOf(numbers: readonly number[]): number {
  const sorted = [...numbers].sort((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  const [low = 0, high = 0] = [sorted[sorted.length % 2 === 0 ? middle - 1 : middle], sorted[middle]];
  return (low + high) / 2;
}

function round(seconds: number): number {
  return Math.round(seconds * 100) / 100;
}
