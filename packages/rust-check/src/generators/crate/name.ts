import { refuse } from '../shared/refuse.js';

/**
 * Words that cargo refuses as a package's name. Strict and reserved keywords:
 * https://doc.rust-lang.org/reference/keywords.html
 */
const KEYWORDS = new Set(
  (
    'abstract as async await become box break const continue crate do dyn else enum extern false final fn for gen if ' +
    'impl in let loop macro match mod move mut override priv pub ref return self static struct super trait true try ' +
    'type typeof unsafe unsized use virtual where while yield Self'
  ).split(' '),
);

/** Crates that come with Rust: a package of such a name hides them from all that use it. */
const BUILT_IN = new Set(['alloc', 'core', 'proc_macro', 'std', 'test']);

/** Folders of cargo's target folder, which a program of that name would collide with. */
const TARGET_FOLDERS = new Set(['build', 'deps', 'examples', 'incremental']);

/** Names that Windows keeps for devices. */
const WINDOWS_NAMES = /^(?:con|prn|aux|nul|com[0-9]|lpt[0-9])$/i;

/**
 * Checks a new package's name as `cargo new` and crates.io do.
 *
 * @throws HoneError that says what is wrong with it
 */
export function checkName(name: string, kind: 'lib' | 'bin'): void {
  const say = (reason: string): never => refuse(`\`${name}\` can't be the name of a crate: ${reason}.`, HINT);
  if (name === '') say('it is empty');
  const wrong = /[^A-Za-z0-9_-]/u.exec(name)?.[0];
  if (wrong !== undefined) say(`it holds ${JSON.stringify(wrong)}`);
  if (!/^[A-Za-z_]/.test(name)) say('it does not begin with a letter');
  if (name.length > 64) say('it has more than 64 characters');
  if (KEYWORDS.has(name)) say('it is a word of the language');
  if (BUILT_IN.has(name.replaceAll('-', '_'))) say('Rust itself has a crate of that name');
  if (kind === 'bin' && TARGET_FOLDERS.has(name)) say("a program of that name collides with a folder of cargo's");
  if (WINDOWS_NAMES.test(name)) say('Windows keeps that name for a device');
}

const HINT = 'Use letters, digits, `-` and `_`, such as `order-book`.';
