import { HoneError } from '@hone/core/diagnostics';

/** One part of an image's name, between slashes: the grammar of distribution/reference. */
const PART = /^[a-z0-9]+(?:(?:\.|_|__|-+)[a-z0-9]+)*$/;
/** A registry: a host with a dot or a port, or localhost. */
const REGISTRY = /^(?:localhost|(?:[A-Za-z0-9-]+\.)+[A-Za-z0-9-]+|\[[0-9a-fA-F:]+\]|[A-Za-z0-9-]+(?=:\d))(?::\d+)?$/;
const TAG = /^[A-Za-z0-9_][A-Za-z0-9_.-]{0,127}$/;
const LONGEST_NAME = 255;

/**
 * A project's name in the form that image names have: `@scope/My App` becomes `scope/my-app`.
 *
 * @throws HoneError when nothing of it can stay
 */
export function imageNameOf(project: string): string {
  const name = project
    .toLowerCase()
    .split('/')
    .map((part) => part.replace(/[^a-z0-9._-]+/g, '-').replace(/(?:[._-]*)([._-])[._-]*/g, '$1'))
    .map((part) => part.replace(/^[._-]+|[._-]+$/g, ''))
    .filter((part) => part !== '')
    .join('/');
  if (name !== '') return name;
  throw new HoneError(`No image name can be made of the project name "${project}".`, {
    code: 'docker/image-name-invalid',
    hint: 'Name the image with the option `image`.',
  });
}

/** A text in the form that tags have: `feature/x` becomes `feature-x`. */
export function tagOf(text: string): string {
  return text
    .replace(/[^A-Za-z0-9_.-]+/g, '-')
    .replace(/^[.-]+/, '')
    .slice(0, 128);
}

/**
 * @param name without a tag
 * @throws HoneError that says which part is wrong
 */
export function checkImageName(name: string): void {
  const parts = name.split('/');
  const [first = ''] = parts;
  const path = parts.length > 1 && REGISTRY.test(first) ? parts.slice(1) : parts;
  const wrong = path.find((part) => !PART.test(part));
  if (wrong === undefined && name.length <= LONGEST_NAME) return;
  throw new HoneError(
    wrong === undefined
      ? `The image name "${name}" is longer than ${LONGEST_NAME} characters.`
      : `"${name}" is no valid image name: "${wrong}" is not lower-case letters and digits with single ".", "_" or "-" between.`,
    { code: 'docker/image-name-invalid', hint: 'Change the option `image`.' },
  );
}

/**
 * The whole reference of a tag: itself where it names an image, else a tag of the image given.
 *
 * @throws HoneError when it is not valid
 */
export function referenceOf(tag: string, name: string): string {
  const whole = /[/:]/.test(tag);
  const at = whole ? tag.lastIndexOf(':') : -1;
  const hasTag = at > tag.lastIndexOf('/');
  const image = whole ? (hasTag ? tag.slice(0, at) : tag) : name;
  const label = whole ? (hasTag ? tag.slice(at + 1) : 'latest') : tag;
  checkImageName(image);
  if (TAG.test(label)) return `${image}:${label}`;
  throw new HoneError(`"${label}" is no valid tag.`, {
    code: 'docker/image-name-invalid',
    hint: 'A tag has at most 128 letters, digits, "_", "." and "-", and does not begin with "." or "-": change the option `tags`.',
  });
}

/** `ghcr.io/acme/api` → `acme/api` */
export function withoutRegistry(name: string): string {
  const [first = '', ...rest] = name.split('/');
  return rest.length > 0 && REGISTRY.test(first) ? rest.join('/') : name;
}
