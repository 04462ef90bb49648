import { shellWord } from '../../engine/scaffold/quote.js';
import type { DockerfileOptions } from './schema.js';

/** The options that shape the file, in the order in which they are named at its top. */
const SHAPING = [
  'language',
  'stages',
  'runtime',
  'port',
  'command',
  'healthcheck',
  'user',
  'assets',
  'pinDigests',
  'syntax',
  'platforms',
  'dockerfile',
] as const;

const DEFAULTS: Partial<Record<(typeof SHAPING)[number], unknown>> = {
  language: 'auto',
  pinDigests: false,
  dockerfile: 'Dockerfile',
};

/** The command line that gives the same file, without options that are as they are anyway. */
export function renderCommandLine(options: DockerfileOptions): string {
  const flags = SHAPING.flatMap((name) => {
    const value = options[name];
    if (value === undefined || value === DEFAULTS[name]) return [];
    if (name === 'command' && Array.isArray(value)) return value.map((word) => `--command=${shellWord(word)}`);
    if (value === true) return [`--${name}`];
    return [`--${name}=${shellWord(Array.isArray(value) ? value.join(',') : String(value))}`];
  });
  return ['nx g @hone/docker-multistage:dockerfile', shellWord(options.project), ...flags].join(' ');
}
