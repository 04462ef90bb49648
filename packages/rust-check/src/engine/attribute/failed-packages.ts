import { type CargoMessage, type CargoNotice, type CompilerMessage } from '../messages/index.js';
import { parsePackageId } from '../cargo/package-id.js';

/** A package that what depends on it can't be checked without, and that was not built. */
export interface FailedPackage {
  id: string;
  name: string;
  version: string;
  /** Absolute folder of a package that is there as a path. */
  folder?: string;
  cause: FailureCause;
}

export type FailureCause =
  /** It does not compile; `first` is the first error in the order of its files. */
  | { kind: 'errors'; first: CompilerMessage }
  | { kind: 'build-script'; notice: CargoNotice & { kind: 'build-script-failed' } }
  /** The compiler ended without a word on the code. */
  | { kind: 'compiler'; cause: string };

/** What cargo said of the packages of one call. */
export interface PackageReports {
  messages: ReadonlyMap<string, readonly CargoMessage[]>;
  notices: readonly CargoNotice[];
}

/** Finds the packages of a call whose library or build script could not be built, by id. */
export function findFailedPackages({ messages, notices }: PackageReports): Map<string, FailedPackage> {
  const failed = new Map<string, FailedPackage>();
  const add = (id: string, cause: FailureCause): void => {
    const parsed = parsePackageId(id);
    if (parsed && !failed.has(id)) failed.set(id, { id, ...parsed, cause });
  };
  for (const [id, said] of messages) {
    const first = firstFatalError(said, notices, parsePackageId(id)?.name);
    if (first) add(id, { kind: 'errors', first });
  }
  for (const notice of notices) {
    if (notice.kind === 'build-script-failed') {
      add(idOf(notice, messages), { kind: 'build-script', notice });
    } else if (notice.kind === 'not-compiled' && isNeeded(notice.target)) {
      const ids = [...messages.keys()].filter((id) => parsePackageId(id)?.name === notice.package);
      if (ids.some((id) => failed.has(id))) continue;
      for (const id of ids.length > 0 ? ids : [`${notice.package} ? (?)`]) {
        add(id, { kind: 'compiler', cause: notice.cause });
      }
    }
  }
  return failed;
}

/** Kinds of targets that dependents are compiled against. */
const libraryKinds = new Set(['lib', 'rlib', 'dylib', 'cdylib', 'staticlib', 'proc-macro']);

function isNeeded(target: string): boolean {
  return target === 'build script' || target === 'lib';
}

function firstFatalError(
  said: readonly CargoMessage[],
  notices: readonly CargoNotice[],
  name: string | undefined,
): CompilerMessage | undefined {
  const errors = said.filter(isError).filter(({ target }) => isLibrary(target.kind) || isBuildScript(target.kind));
  const fatal = errors.filter(({ target }) => {
    const built = said.some(
      (one) => one.reason === 'compiler-artifact' && one.target.src_path === target.src_path && !one.profile.test,
    );
    // One form of a library can be built while another, with other features, is not.
    const word = isBuildScript(target.kind) ? 'build script' : 'lib';
    return !built || notices.some((one) => one.kind === 'not-compiled' && one.package === name && one.target === word);
  });
  return fatal.sort(byPlace)[0];
}

function isError(message: CargoMessage): message is CompilerMessage {
  return message.reason === 'compiler-message' && message.message.level.startsWith('error');
}

function isLibrary(kinds: readonly string[]): boolean {
  return kinds.some((kind) => libraryKinds.has(kind));
}

function isBuildScript(kinds: readonly string[]): boolean {
  return kinds.includes('custom-build');
}

function byPlace(a: CompilerMessage, b: CompilerMessage): number {
  const [one, other] = [placeOf(a), placeOf(b)];
  return (
    compare(one.file, other.file) || one.line - other.line || one.column - other.column || compare(one.text, other.text)
  );
}

function placeOf({ message }: CompilerMessage): { file: string; line: number; column: number; text: string } {
  const span = message.spans.find(({ is_primary }) => is_primary) ?? message.spans[0];
  // What has no place (`aborting due to …`) comes last.
  return {
    file: span?.file_name ?? '\uffff',
    line: span?.line_start ?? 0,
    column: span?.column_start ?? 0,
    text: message.message,
  };
}

function compare(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}

/** The notice names the package; messages of its build script's compilation know its id. */
function idOf(notice: { package: string; version: string }, messages: ReadonlyMap<string, unknown>): string {
  const same = [...messages.keys()].find((id) => {
    const parsed = parsePackageId(id);
    return parsed?.name === notice.package && parsed.version === notice.version;
  });
  return same ?? `${notice.package} ${notice.version} (?)`;
}
