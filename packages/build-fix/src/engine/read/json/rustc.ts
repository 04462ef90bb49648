import { posix } from 'node:path';
import type { Diagnostic } from '@hone/core/diagnostics';
import {
  type CompilerMessage,
  createDiagnosticReader,
  type DiagnosticReader,
  toCargoMessage,
  toRustcDiagnostic,
} from '@hone/core/rustc';
import type { FailureCategory } from '../../types.js';
import type { JsonReport, ReportContext, ReportEntry } from './report.js';

/** `cargo … --message-format=json`: a message a line. */
export const cargo: JsonReport = {
  id: 'rustc-json',
  literals: ['"reason":"compiler-message"'],
  start: /^\{"reason":"compiler-message",/,
  shape: 'line',
  read(value, context) {
    const message = toCargoMessage(value);
    if (message?.reason !== 'compiler-message') return [];
    const manifest = message.manifest_path === undefined ? undefined : context.resolve(message.manifest_path);
    const crate = packageName(message.package_id);
    return readMessage(message, manifest === undefined ? '.' : posix.dirname(manifest), context).map((entry) => ({
      ...entry,
      ...(crate !== undefined && { captures: { crate } }),
    }));
  },
};

/** `rustc --error-format=json`, and cargo with `RUSTFLAGS` that ask for it. */
export const rustc: JsonReport = {
  id: 'rustc-json',
  literals: ['{"$message_type":"diagnostic"'],
  start: /^\{"\$message_type":"diagnostic",/,
  shape: 'line',
  read(value, context) {
    const message = toRustcDiagnostic(value);
    const target = { kind: [], name: '', src_path: '' };
    return message ? readMessage({ reason: 'compiler-message', package_id: '', target, message }, '.', context) : [];
  },
};

/** `path+file:///w/crates/a#0.1.0`, `…#name@0.1.0`, and before cargo 1.77 `name 0.1.0 (path+file:///w/crates/a)`. */
function packageName(id: string): string | undefined {
  return (/^([\w-]+) /.exec(id) ?? /#([\w-]+)@/.exec(id) ?? /\/([\w-]+)#\d/.exec(id))?.[1];
}

function readMessage(message: CompilerMessage, crateRoot: string, context: ReportContext): ReportEntry[] {
  return readerOf(
    crateRoot,
    context,
  )(message).map((diagnostic) => {
    // Without a place and a manifest there is nothing to name.
    const isPlaced = message.package_id !== '' || diagnostic.location?.region !== undefined;
    const { location: _, ...rest } = diagnostic;
    return { diagnostic: isPlaced ? diagnostic : rest, category: categoryOf(diagnostic) };
  });
}

/** An error of the language, or a lint, whatever its level was set to. */
function categoryOf({ ruleId }: Diagnostic): FailureCategory {
  return /^E\d+$|^rust\//.test(ruleId) ? 'compilation' : 'lint';
}

/** One reader a crate: it keeps what it learns of files. */
const readers = new WeakMap<ReportContext, Map<string, DiagnosticReader>>();

function readerOf(crateRoot: string, context: ReportContext): DiagnosticReader {
  let known = readers.get(context);
  if (!known) readers.set(context, (known = new Map()));
  let reader = known.get(crateRoot);
  if (!reader) {
    reader = createDiagnosticReader({
      workspaceRoot: context.workspaceRoot ?? '',
      cargoRoot: context.workspaceRoot ?? '',
      crateRoot,
      sources: context.sources ?? (() => undefined),
      resolve: cargoResolver(crateRoot, context),
    });
    known.set(crateRoot, reader);
  }
  return reader;
}

/** rustc names files relative to the folder that cargo ran it in: a folder above the crate that nothing in the message tells. */
function cargoResolver(crateRoot: string, { resolve, sources }: ReportContext): ReportContext['resolve'] {
  const parts = crateRoot === '.' ? [] : crateRoot.split('/');
  const folders = parts.map((_, index) => parts.slice(0, index + 1).join('/'));
  const known = new Map<string, string | undefined>();
  return (name) => {
    if (!known.has(name)) {
      const isRelative = !/^(?:[A-Za-z]:)?[\\/]/.test(name);
      const below =
        isRelative && sources ? folders.map((folder) => posix.join(folder, name.replaceAll('\\', '/'))) : [];
      known.set(name, below.find((file) => sources?.(file) !== undefined) ?? resolve(name));
    }
    return known.get(name);
  };
}
