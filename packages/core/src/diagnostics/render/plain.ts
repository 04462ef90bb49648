// C0 and C1 controls except tab, line feed and carriage return, and the marks that reorder text (CVE-2021-42574).
// eslint-disable-next-line no-control-regex
const UNSAFE = /[\0-\x08\x0B\x0C\x0E-\x1F\x7F-\x9F\u202A-\u202E\u2066-\u2069]/g;

/** Replaces what could steer a terminal or hide text by `U+FFFD`: messages and sources come from anywhere. */
export function plain(text: string): string {
  return text.replace(UNSAFE, '\uFFFD');
}

/** `1 error`, `2 errors`. */
export function plural(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`;
}
