import type { Diagnostic } from '@hone/core';
import type { ts } from '@ts-morph/common';
import type { TypeScript } from './load.js';

/** `TS2304` and `2304` are 2304; `undefined` for what is no code of TypeScript. */
export function parseCode(ruleId: string): number | undefined {
  const digits = /^(?:TS)?(\d{4,5})$/i.exec(ruleId)?.[1];
  return digits === undefined ? undefined : Number(digits);
}

/** What the service has against a file, and what only options make an error, for which it looks when asked. */
export interface FileDiagnostics {
  errors: readonly ts.Diagnostic[];
  suggestions(): readonly ts.Diagnostic[];
}

/** Asks for all errors of a file. */
export function diagnosticsOf(service: ts.LanguageService, file: string): FileDiagnostics {
  const syntax = service.getSyntacticDiagnostics(file);
  // What follows a syntax error is hardly ever true.
  if (syntax.length > 0) return { errors: syntax, suggestions: () => [] };
  let suggestions: readonly ts.Diagnostic[] | undefined;
  return {
    errors: service.getSemanticDiagnostics(file),
    suggestions: () => (suggestions ??= service.getSuggestionDiagnostics(file)),
  };
}

/** A diagnostic of the service with its range. */
export type Placed = ts.Diagnostic & { start: number; length: number };

/**
 * The one of the service that a log tells of: the same code at the same place, or the only one of that code and message
 * in that line. None is found when the file has changed since, or when TypeScript 6 sees no error there.
 */
export function findDiagnostic(
  ts: TypeScript,
  { errors, suggestions }: FileDiagnostics,
  source: ts.SourceFile,
  wanted: Diagnostic,
): Placed | undefined {
  return findIn(ts, errors, source, wanted) ?? findIn(ts, suggestions(), source, wanted);
}

function findIn(
  ts: TypeScript,
  diagnostics: readonly ts.Diagnostic[],
  source: ts.SourceFile,
  wanted: Diagnostic,
): Placed | undefined {
  const code = parseCode(wanted.ruleId);
  const place = wanted.location?.region?.start;
  if (code === undefined || !place) return undefined;
  const same = diagnostics.filter((found): found is Placed => found.code === code && found.start !== undefined);
  const at = (found: Placed) => source.getLineAndCharacterOfPosition(found.start);
  const inLine = same.filter((found) => at(found).line + 1 === place.line);
  const exact = inLine.find((found) => at(found).character + 1 === place.column);
  if (exact) return exact;
  const message = firstLine(wanted.message);
  const alike = inLine.filter(
    (found) => firstLine(ts.flattenDiagnosticMessageText(found.messageText, '\n')) === message,
  );
  return alike.length === 1 ? alike[0] : undefined;
}

const firstLine = (text: string): string => text.split('\n', 1)[0]?.trim() ?? '';
