import type { Dockerfile, Instruction, Span } from '../../../dockerfile/index.js';
import { nearest, pairsOf, stagesOf, variablesIn, wordsOf } from '../../../dockerfile/index.js';
import type { Finding, Rule } from '../../rule.js';
import { scopesOf } from '../../scopes.js';

/** Arguments that BuildKit itself looks at. */
const BUILDER_ARGS = new Set(['BUILDKIT_SBOM_SCAN_CONTEXT', 'BUILDKIT_SBOM_SCAN_STAGE']);

export const undefinedVar: Rule = {
  id: 'UndefinedVar',
  source: 'buildkit',
  summary: 'A variable is used that neither ARG nor ENV defines before.',
  reason: 'Its value is empty. Mostly the name is misspelt, or the ARG stands below.',
  severity: 'warning',
  bad: 'FROM alpine AS base\nCOPY $foo .\n',
  good: 'FROM alpine AS base\nARG foo\nCOPY $foo .\n',
  *check(file): Generator<Finding> {
    const scopes = scopesOf(file);
    for (const instruction of stagesOf(file).all.flatMap(({ instructions }) => instructions)) {
      const scope = scopes.get(instruction);
      if (!scope || !file.text.slice(instruction.start, instruction.end).includes('$')) continue;
      const declared = new Set(scope.declared);
      for (const word of wordsWithVariables(instruction, file)) {
        for (const name of new Set(variablesIn(word.text, file.escape, word.quotes).map((use) => use.name))) {
          if (scope.values.has(name) || declared.has(name) || BUILDER_ARGS.has(name)) continue;
          const guess = nearest(name, scope.values.keys());
          yield {
            of: instruction,
            at: word.span,
            message: `Usage of undefined variable '$${name}'${guess === undefined ? '' : ` (did you mean $${guess}?)`}.`,
            // What an unknown base image sets can't be seen without a registry.
            ...(scope.open &&
              guess === undefined && {
                severity: 'info' as const,
                hint: 'Unless the base image sets it, declare it with ARG or ENV.',
              }),
          };
        }
        if (word.declares !== undefined) declared.add(word.declares);
      }
    }
  },
};

interface VariableWord {
  text: string;
  span: Span;
  /** Quotes count. */
  quotes: boolean;
  /** The name that is declared from here on. */
  declares?: string;
}

/** The parts of an instruction in which the builder itself replaces variables. */
function wordsWithVariables(instruction: Instruction, file: Dockerfile): VariableWord[] {
  const { keyword, operands, flags, heredocs, keywordSpan } = instruction;
  const whole = { text: operands.text, span: keywordSpan, quotes: true };
  const flagWords = (...names: readonly string[]) =>
    flags
      .filter(({ name, value }) => names.includes(name) && value)
      .map((flag) => ({ text: flag.value!, span: keywordSpan, quotes: true }));
  switch (keyword) {
    case 'ENV':
    case 'LABEL':
      return pairsOf(instruction, file).flatMap(({ key, rawValue }) => [
        { text: key, span: keywordSpan, quotes: true },
        { text: rawValue ?? '', span: keywordSpan, quotes: true },
      ]);
    case 'ARG':
      return pairsOf(instruction, file).map(({ key, rawValue }) => ({
        text: rawValue ?? '',
        span: keywordSpan,
        quotes: true,
        declares: key,
      }));
    case 'COPY':
    case 'ADD': {
      const bodies = heredocs
        .filter(({ expands }) => expands)
        .map(({ body }) => ({ text: file.text.slice(body.start, body.end), span: keywordSpan, quotes: false }));
      const words = wordsOf(instruction, file).map(({ raw }) => ({
        text: raw.replace(/^"(.*)"$/, '$1'),
        span: keywordSpan,
        quotes: true,
      }));
      return [...flagWords('chown', 'chmod', 'exclude'), ...words, ...bodies];
    }
    case 'WORKDIR':
    case 'USER':
    case 'STOPSIGNAL':
      return [whole];
    case 'VOLUME':
      return wordsOf(instruction, file).map(({ raw }) => ({ text: raw, span: keywordSpan, quotes: true }));
    case 'RUN':
      return flagWords('mount');
    default:
      return [];
  }
}
