import type { Diagnostic } from '@hone/core';
import type { MessageContext } from './context.js';
import { diagnosticsOf } from './diagnostics-of.js';
import { mergeDuplicates } from './merge.js';
import type { CargoMessage } from './types.js';

/**
 * All findings of one crate, merged over its targets and sorted.
 *
 * @param messages those of the crate's `package_id`, in any order; `compiler-artifact` messages count too, since they
 *   tell which builds there were
 */
export function collectDiagnostics(messages: readonly CargoMessage[], context: MessageContext): Diagnostic[] {
  return mergeDuplicates(
    messages.flatMap((message) => (message.reason === 'compiler-message' ? diagnosticsOf(message, context) : [])),
  );
}
