import type { FixContext } from '../../../types.js';
import { fillTemplate, type Variables } from '../template.js';
import { insideWorkspace } from '../workbench.js';

/** One answer of a look-up: a value, and further variables that come with it. */
export interface Found {
  value: string;
  more?: Readonly<Record<string, string>>;
}

/** What a look-up is asked with. */
export interface LookupRequest {
  variables: Variables;
  context: FixContext;
  /** The argument when it is one text, filled. */
  text: string;
  /** A part of the argument, filled; undefined where it is not given. */
  part(name: string): string | undefined;
  /** The argument as written. */
  raw: unknown;
}

/** Gives all candidates; the engine picks the one. */
export type Lookup = (request: LookupRequest) => readonly Found[];

/** Makes the request of a look-up. */
export function lookupRequest(argument: unknown, variables: Variables, context: FixContext): LookupRequest {
  return {
    variables,
    context,
    raw: argument,
    text: typeof argument === 'string' ? fillTemplate(argument, variables) : '',
    part(name) {
      const value = (argument as Record<string, unknown> | undefined)?.[name];
      return value === undefined ? undefined : fillTemplate(String(value), variables);
    },
  };
}

/** Plain values as answers. */
export const foundAll = (values: Iterable<string | undefined>): Found[] =>
  [...values].flatMap((value) => (value === undefined ? [] : [{ value }]));

/** The text of a file of the workspace. */
export const readText = ({ files }: FixContext, file: string): string | undefined => files.read(insideWorkspace(file));
