import type { Diagnostic } from '@hone/core/diagnostics';
import { type CargoMessage, type CompilerMessage, createDiagnosticReader, type MessageContext } from '@hone/core/rustc';
import { distrustOneSided } from './builds.js';
import { mergeDuplicates } from './merge.js';

/**
 * All findings of one crate, merged over its targets and sorted.
 *
 * @param messages those of the crate's `package_id`, in any order; `compiler-artifact` messages count too, since they
 *   tell which builds there were
 */
export function collectDiagnostics(messages: readonly CargoMessage[], context: MessageContext): Diagnostic[] {
  const read = createDiagnosticReader(context);
  const found = messages
    .filter((message): message is CompilerMessage => message.reason === 'compiler-message')
    .map((message) => ({ message, diagnostics: read(message) }));
  return mergeDuplicates(distrustOneSided(found, messages, context.sources));
}
