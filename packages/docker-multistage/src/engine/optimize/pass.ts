import type { Dockerfile } from '../dockerfile/index.js';
import type { SpanEdit } from '../lint/rule.js';

/** The files of the build context, as far as passes look at them. */
export interface ProjectFiles {
  /** Every file that the builder gets; relative to the context, with forward slashes. */
  paths: ReadonlySet<string>;
  /** The text of one of them. */
  read(path: string): string | undefined;
}

/** What a pass is given. */
export interface PassInput {
  file: Dockerfile;
  /** `undefined` where nobody knows the build context. */
  files: ProjectFiles | undefined;
  /** Also what is right for most images and cannot be known for this one. */
  unsafe: boolean;
}

/** Why a pass left something alone. */
export interface Doubt {
  /** 1-based, in the file that the pass was given. */
  line: number;
  /** One sentence. */
  reason: string;
}

/** What a pass wants to change; without edits and doubts, there is nothing to do. */
export interface PassResult {
  edits: readonly SpanEdit[];
  doubts: readonly Doubt[];
}

/** An example of a pass at work. */
export interface PassExample {
  before: string;
  after: string;
  /** Files of the build context, by path. */
  files?: Readonly<Record<string, string>>;
  unsafe?: boolean;
}

/**
 * One step of the rewriting and what is known of it. The page of passes and a test that runs the example are made from
 * it, so that none of them can drift.
 */
export interface Pass {
  id: string;
  /** One sentence: what it does. */
  summary: string;
  /** Why that is better, in one or two sentences. */
  reason: string;
  example: PassExample;
  run(input: PassInput): PassResult;
}

export const nothing: PassResult = { edits: [], doubts: [] };

/** A result that only says why nothing was done. */
export function doubt(line: number, reason: string): PassResult {
  return { edits: [], doubts: [{ line, reason }] };
}

/** Puts the results of several places together. */
export function together(results: readonly PassResult[]): PassResult {
  return { edits: results.flatMap(({ edits }) => edits), doubts: results.flatMap(({ doubts }) => doubts) };
}

/** The files of an example or a test. */
export function projectFiles(texts: Readonly<Record<string, string>>): ProjectFiles {
  return { paths: new Set(Object.keys(texts)), read: (path) => (Object.hasOwn(texts, path) ? texts[path] : undefined) };
}
