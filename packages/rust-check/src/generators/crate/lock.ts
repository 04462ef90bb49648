/**
 * Adds a crate without dependencies to a `Cargo.lock`, as cargo itself would, so that the lock is good under `--locked`.
 * Packages are sorted by name.
 */
export function addToLock(text: string, name: string, version: string): string {
  const eol = text.includes('\r\n') ? '\r\n' : '\n';
  const entry = ['[[package]]', `name = "${name}"`, `version = "${version}"`, '', ''].join(eol);
  const packages = [...text.matchAll(/^\[\[package\]\]\r?\nname = "([^"]*)"/gm)];
  const after = packages.find((match) => match[1]! > name);
  const others = after?.index ?? /^\[(?!\[package\]\])/m.exec(text.slice(packages.at(-1)?.index ?? 0))?.index;
  if (others !== undefined) {
    const at = after ? others : others + (packages.at(-1)?.index ?? 0);
    return text.slice(0, at) + entry + text.slice(at);
  }
  return text.replace(/(?:\r?\n)*$/, eol + eol) + entry.slice(0, -eol.length);
}
