import { HoneError } from '@hone/core/diagnostics';

const SECOND = 1000;
const TIMES: Record<string, number> = {
  s: SECOND,
  m: 60 * SECOND,
  h: 3600 * SECOND,
  d: 24 * 3600 * SECOND,
  w: 7 * 24 * 3600 * SECOND,
};
const SIZES: Record<string, number> = {
  '': 1,
  k: 1e3,
  m: 1e6,
  g: 1e9,
  t: 1e12,
  ki: 2 ** 10,
  mi: 2 ** 20,
  gi: 2 ** 30,
  ti: 2 ** 40,
};

/**
 * Reads `90m`, `24h`, `7d`, `2w`, `1d12h`.
 *
 * @returns milliseconds
 * @throws HoneError when it is no time
 */
export function parseDuration(text: string): number {
  const parts = [...text.matchAll(/(\d+(?:\.\d+)?)([smhdw])/g)];
  if (parts.length === 0 || parts.map(([part]) => part).join('') !== text.replace(/\s+/g, '')) {
    throw new HoneError(`"${text}" is no length of time.`, {
      code: 'docker/option-invalid',
      hint: 'Write a number with s, m, h, d or w: 24h, 7d.',
    });
  }
  return parts.reduce((total, [, number, unit]) => total + Number(number) * (TIMES[unit ?? ''] ?? 0), 0);
}

/**
 * Reads `500MB`, `10GB`, `8GiB` or a number of bytes. `GB` is a thousand million, as docker prints sizes.
 *
 * @returns bytes
 * @throws HoneError when it is no size
 */
export function parseBytes(text: string): number {
  const [, number, unit = ''] = /^(\d+(?:\.\d+)?)\s*([kmgt]i?)?b?$/i.exec(text.trim()) ?? [];
  const factor = SIZES[unit.toLowerCase()];
  if (number !== undefined && factor !== undefined) return Math.round(Number(number) * factor);
  throw new HoneError(`"${text}" is no size.`, {
    code: 'docker/option-invalid',
    hint: 'Write a number with MB, GB, MiB or GiB: 10GB.',
  });
}

/** `3h`, `2d`: how long ago something was, in the largest unit that fits. */
export function renderAge(time: string | undefined, now: number): string {
  const age = now - Date.parse(time ?? '');
  if (Number.isNaN(age)) return 'never';
  const [unit, length] = Object.entries(TIMES).findLast(([, each]) => age >= each) ?? ['s', SECOND];
  return `${Math.max(0, Math.floor(age / length))}${unit} ago`;
}
