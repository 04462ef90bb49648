import type { Dockerfile, Stage } from '../dockerfile/index.js';
import { expand, lineOf, parseImageName } from '../dockerfile/index.js';
import { globalArgs } from '../lint/scopes.js';

export type Language = 'python' | 'node' | 'rust' | 'go';

/** What the name of a base image says. */
export interface BaseImage {
  /** With its ARGs replaced. */
  image: string;
  /** The last part of the name: `python`. */
  short: string;
  tag: string;
  language: Language | undefined;
  distribution: 'debian' | 'alpine' | undefined;
  /** `bookworm`; of Debian images without one in the tag it is not known. */
  suite: string | undefined;
  /** `-slim` or alpine: no compilers, no headers. */
  slim: boolean;
  /** A system or a language and nothing else, so that it is known what it runs and as whom. */
  plain: boolean;
}

const LANGUAGES: Record<string, Language> = { python: 'python', node: 'node', rust: 'rust', golang: 'go' };
const SUITES = /\b(buster|bullseye|bookworm|trixie|jammy|noble|focal)\b/;

/** The image that a stage begins with, in the end. */
export function baseImageOf(stage: Stage, file: Dockerfile): BaseImage {
  const args = globalArgs(file);
  const image = expand(lineOf(stage).at(-1)!.from.image.raw, file.escape, (name) => args.get(name));
  const { name, tag = '' } = parseImageName(image);
  const short = /[^/]*$/.exec(name)![0];
  const isUv = short === 'uv' && /python/.test(tag);
  const language = isUv ? 'python' : LANGUAGES[short];
  const isAlpine = short === 'alpine' || /alpine/.test(tag);
  const isDebian = language !== undefined || /^(?:debian|ubuntu)$/.test(short);
  return {
    image,
    short,
    tag,
    language,
    distribution: isAlpine ? 'alpine' : isDebian ? 'debian' : undefined,
    suite: SUITES.exec(tag)?.[1],
    plain: language !== undefined || /^(?:debian|ubuntu|alpine)$/.test(short),
    slim: isAlpine || /\bslim\b/.test(tag),
  };
}
