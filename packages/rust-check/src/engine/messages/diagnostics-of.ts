import type { Diagnostic } from '@hone/core';
import type { MessageContext } from './context.js';
import type { CompilerMessage } from './types.js';

/**
 * One message of rustc or clippy as diagnostics: none for a summary (`aborting due to 2 previous errors`), else one.
 */
export function diagnosticsOf(message: CompilerMessage, context: MessageContext): Diagnostic[] {
  void message;
  void context;
  return [];
}
