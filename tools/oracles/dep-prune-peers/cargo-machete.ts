import { readFileSync } from 'node:fs';
import { join, posix } from 'node:path';
import type { PeerCase } from './case.js';

/** A manifest in a test, and the next thing that is said of what is unused. */
const RUN =
  /integration-tests\/([\w/-]+?)\/Cargo\.toml"[\s\S]*?\bunused(?:\.as_slice\(\))?(?:\.(is_empty\(\))|, &\[([^\]]*)\])/g;

/** A case for each crate that the tests look at; of two runs on one crate the first counts, which asks cargo for names. */
export function readCargoMachete(root: string): PeerCase[] {
  const text = readFileSync(join(root, 'src', 'search_unused.rs'), 'utf8');
  const tests = text.slice(text.indexOf('#[test]'));
  const cases = new Map<string, PeerCase>();
  for (const [, crate = '', , list = ''] of tests.matchAll(RUN)) {
    if (cases.has(crate)) continue;
    const [fixture = '', ...inner] = crate.split('/');
    const own = posix.join(...inner, '.');
    cases.set(crate, {
      id: crate,
      folder: join(root, 'integration-tests', fixture),
      only: [own],
      args: [],
      expected: { unused: [...list.matchAll(/"([^"]+)"/g)].map(([, name]) => `${own} ${name}`) },
    });
  }
  return [...cases.values()];
}
