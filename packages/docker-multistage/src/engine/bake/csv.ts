/** A field of a line of comma-separated values, quoted where it has to be: that is how buildx reads its options. */
export function csvField(text: string): string {
  return /[",\r\n]|^\s|\s$/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
