import type { Diagnostic } from '@hone/core/diagnostics';
import type { CargoMessage, CompilerMessage, MessageTarget, RustcDiagnostic } from '@hone/core/rustc';
import type { SourceReader } from './source-reader.js';
import { isTestOnly } from './test-only.js';

/** A message and what was made of it. */
export interface ReadMessage {
  message: CompilerMessage;
  diagnostics: readonly Diagnostic[];
}

/** Lints that find what nothing uses: true in one build, they may be false in the other. */
const UNUSED =
  /^(unused_(imports|variables|mut|assignments|macros|macro_rules|labels|extern_crates)|dead_code|redundant_imports)$/;

/**
 * A target is built with and without `cfg(test)`, and its messages do not say which build they are of. An import that
 * only the tests use is unused in one of the two; to remove it, as the compiler suggests for `MachineApplicable`, breaks
 * the other. So what only one build finds unused is not safe to remove, unless the code is in the tests themselves. The
 * same goes for a target that does not compile: rustc has not seen all uses.
 */
export function distrustOneSided(
  found: readonly ReadMessage[],
  messages: readonly CargoMessage[],
  sources: SourceReader,
): Diagnostic[] {
  const builds = countBuilds(messages);
  const times = new Map<string, number>();
  for (const { message } of found) times.set(identityOf(message), (times.get(identityOf(message)) ?? 0) + 1);
  const broken = new Set(
    found.filter(({ message }) => isError(message.message)).map(({ message }) => nameOf(message.target)),
  );

  return found.flatMap(({ message, diagnostics }) => {
    const target = nameOf(message.target);
    const oneSided = (times.get(identityOf(message)) ?? 0) < (builds.get(target) ?? 1);
    return diagnostics.map((diagnostic) => {
      if (!UNUSED.test(diagnostic.ruleId)) return diagnostic;
      const isDoubtful = broken.has(target) || (oneSided && !liesInTests(diagnostic, sources));
      return isDoubtful ? distrust(diagnostic) : diagnostic;
    });
  });
}

/** How many builds (with and without tests) each target had. */
function countBuilds(messages: readonly CargoMessage[]): Map<string, number> {
  const builds = new Map<string, Set<boolean>>();
  for (const message of messages) {
    if (message.reason !== 'compiler-artifact') continue;
    const name = nameOf(message.target);
    builds.set(name, (builds.get(name) ?? new Set()).add(message.profile.test));
  }
  return new Map([...builds].map(([name, kinds]) => [name, kinds.size]));
}

const nameOf = ({ kind, name }: MessageTarget): string => `${kind.join()} ${name}`;

/** The same for the message of both builds: without the remarks that only the first finding of a lint carries. */
function identityOf({ target, message: { message, code, spans } }: CompilerMessage): string {
  return JSON.stringify([nameOf(target), message, code?.code, spans]);
}

/** An error of the language, not a lint that somebody denies. */
function isError({ level, code }: RustcDiagnostic): boolean {
  return level.startsWith('error') && (code === null || /^E\d+$/.test(code.code));
}

function liesInTests({ location }: Diagnostic, sources: SourceReader): boolean {
  if (!location?.region) return false;
  const text = sources(location.file);
  return text !== undefined && isTestOnly(location.file, text, location.region.start);
}

function distrust(diagnostic: Diagnostic): Diagnostic {
  const fixes = diagnostic.fixes?.map((fix) =>
    fix.applicability === 'safe' ? { ...fix, applicability: 'unsafe' as const } : fix,
  );
  return fixes ? { ...diagnostic, fixes } : diagnostic;
}
