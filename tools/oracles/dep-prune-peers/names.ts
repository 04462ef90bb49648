/** A Python distribution's name as PEP 503 compares it. */
export function normalize(name: string): string {
  return name.toLowerCase().replaceAll(/[-_.]+/g, '-');
}
