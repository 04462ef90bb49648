import { type Dockerfile, mountsOf, parseDockerfile } from '../dockerfile/index.js';

/** A Dockerfile whose cache mounts are its own. */
export interface FreshMounts {
  dockerfile: Dockerfile;
  /** Where they are mounted. */
  targets: string[];
}

/**
 * Gives every cache mount of a Dockerfile an id that no build has used, so that a build starts with empty ones while
 * those of the user stay as they are. Mounts that shared an id still do.
 *
 * @param mark letters and digits
 */
export function withFreshMounts(dockerfile: Dockerfile, mark: string): FreshMounts {
  const mounts = dockerfile.instructions
    .filter(({ keyword }) => keyword === 'RUN')
    .flatMap((instruction) => mountsOf(instruction))
    .filter(({ type }) => type === 'cache');
  let text = dockerfile.text;
  for (const { end, fields } of [...mounts].sort((a, b) => b.start - a.start)) {
    const id = (fields['id'] ?? fields['target'] ?? '').replace(/[^\w-]+/g, '-');
    // Of two fields with one name the builder takes the later.
    text = `${text.slice(0, end)},id=hone-benchmark-${mark}-${id}${text.slice(end)}`;
  }
  const targets = new Set(mounts.map(({ fields }) => fields['target']).filter((target) => target !== undefined));
  return { dockerfile: parseDockerfile(text), targets: [...targets] };
}
