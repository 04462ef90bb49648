import { remember } from './remember.js';
import type { Span } from './span.js';
import type { Dockerfile, Flag, Instruction, Word } from './types.js';
import { cut, splitPlain, splitWords, unquote } from './words.js';

/** What the reading of words needs to know of the file. */
type Escape = Pick<Dockerfile, 'escape'>;

/** `key=value` of ENV, LABEL or ARG. */
export interface Pair extends Span {
  key: string;
  /** Without quotes; `undefined` for an ARG without `=`. */
  value: string | undefined;
  /** As written. */
  rawValue: string | undefined;
  keySpan: Span;
  valueSpan: Span | undefined;
  /** Written as `key value`. */
  legacy: boolean;
}

/** What FROM names. */
export interface From {
  /** The image as written: `docker.io/library/python:3.12@sha256:…`. */
  image: Word;
  alias: Word | undefined;
  /** `AS` as written. */
  as: Word | undefined;
  platform: Flag | undefined;
}

/** The parts of an image's name. Each is as written and may hold variables. */
export interface ImageName {
  registry: string | undefined;
  /** Without registry, tag and digest. */
  name: string;
  tag: string | undefined;
  digest: string | undefined;
}

/** The operands of an instruction that is a list of words: COPY, FROM, EXPOSE, VOLUME; of the JSON form its strings. */
export const wordsOf = remember('words', ({ exec, operands }: Instruction, { escape }: Escape): readonly Word[] => {
  if (exec) return exec;
  return splitPlain(operands.text).map(({ raw, start, end }) => ({
    raw,
    text: unquote(raw, escape),
    ...operands.spanOf(start, end),
  }));
});

/** The pairs of ENV, LABEL or ARG. */
export const pairsOf = remember('pairs', (instruction: Instruction, { escape }: Escape): readonly Pair[] => {
  const { operands, keyword } = instruction;
  const words = splitWords(operands.text, escape);
  const first = words[0];
  if (!first) return [];
  if (keyword !== 'ARG' && !first.raw.includes('=')) return legacyPair(instruction, escape);
  return words.map(({ raw, start, end }) => {
    const [key, value] = cut(raw, '=');
    const split = start + key.length;
    return {
      key: unquote(key, escape),
      value: value === undefined ? undefined : unquote(value, escape),
      rawValue: value,
      keySpan: operands.spanOf(start, split),
      valueSpan: value === undefined ? undefined : operands.spanOf(split + 1, end),
      legacy: false,
      ...operands.spanOf(start, end),
    };
  });
});

function legacyPair({ operands }: Instruction, escape: string): Pair[] {
  const [, key = '', space = '', value = ''] = /^(\S+)(\s+)(.+)$/s.exec(operands.text) ?? [];
  if (key === '') return [];
  const split = key.length + space.length;
  return [
    {
      key: unquote(key, escape),
      value: unquote(value, escape),
      rawValue: value,
      keySpan: operands.spanOf(0, key.length),
      valueSpan: operands.spanOf(split, operands.text.length),
      legacy: true,
      ...operands.spanOf(0, operands.text.length),
    },
  ];
}

/** What a FROM names, or `undefined` when it names nothing. */
export function fromOf(instruction: Instruction, file: Escape): From | undefined {
  const [image, as, alias] = wordsOf(instruction, file);
  if (!image) return undefined;
  const platform = instruction.flags.find(({ name }) => name === 'platform');
  const named = as?.text.toUpperCase() === 'AS' && alias !== undefined;
  return { image, as: named ? as : undefined, alias: named ? alias : undefined, platform };
}

/** Takes an image's name apart, as written: colons and slashes within `${…}` separate nothing. */
export function parseImageName(image: string): ImageName {
  const hidden = image.replace(/\$\{[^}]*\}/g, (variable) => '_'.repeat(variable.length));
  const digestAt = hidden.indexOf('@');
  const named = digestAt === -1 ? hidden.length : digestAt;
  const slash = hidden.lastIndexOf('/', named);
  const colon = hidden.slice(0, named).indexOf(':', slash + 1);
  const nameEnd = colon === -1 ? named : colon;
  const firstSlash = hidden.indexOf('/');
  const host = firstSlash === -1 ? '' : hidden.slice(0, firstSlash);
  const hasRegistry = /[.:]/.test(host) || host === 'localhost';
  return {
    registry: hasRegistry ? image.slice(0, firstSlash) : undefined,
    name: image.slice(hasRegistry ? firstSlash + 1 : 0, nameEnd),
    tag: colon === -1 ? undefined : image.slice(colon + 1, named),
    digest: digestAt === -1 ? undefined : image.slice(digestAt + 1),
  };
}

/** A mount of RUN: its fields by name (`target` also for `dst` and `destination`, `source` for `src`). */
export interface Mount extends Span {
  type: string;
  fields: Readonly<Record<string, string>>;
}

const FIELD_NAMES: Record<string, string> = { dst: 'target', destination: 'target', src: 'source' };

/** The mounts of a RUN. */
export const mountsOf = remember('mounts', ({ flags }: Instruction): readonly Mount[] =>
  flags.flatMap((flag) => {
    if (flag.name !== 'mount' || flag.value === undefined) return [];
    const fields: Record<string, string> = {};
    for (const field of flag.value.split(',')) {
      const [written, value] = cut(field, '=');
      const name = written.trim().toLowerCase();
      fields[FIELD_NAMES[name] ?? name] = value ?? 'true';
    }
    return [{ type: fields['type'] ?? 'bind', fields, start: flag.start, end: flag.end }];
  }),
);

/** Sources and destination of COPY or ADD. */
export function copyOf(
  instruction: Instruction,
  file: Escape,
): { sources: readonly Word[]; target: Word | undefined; from: Flag | undefined } {
  const words = wordsOf(instruction, file);
  return {
    sources: words.slice(0, -1).filter(({ raw }) => !raw.startsWith('<<')),
    target: words.length > 1 ? words.at(-1) : undefined,
    from: instruction.flags.find(({ name }) => name === 'from'),
  };
}
