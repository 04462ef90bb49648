import { posix } from 'node:path';
import type { Diagnostic, Level, Location } from '../diagnostics/diagnostic.js';
import type { MessageContext } from './context.js';
import { fixesOf, isSuggestion, shortText } from './fixes.js';
import { createPlaces, type Place, type Places } from './places.js';
import { ruleIdOf, toolOf } from './rule-ids.js';
import { createScrub, isNoise, isSummary, type Scrub, toSentence, withLabel } from './texts.js';
import type { CompilerMessage, MessageTarget, RustcDiagnostic, RustcSpan } from './types.js';

/** Reads messages against one context, with what it learns of files kept from one to the next. */
export interface DiagnosticReader {
  (message: CompilerMessage): Diagnostic[];
}

/**
 * One message of rustc or clippy as diagnostics: none for a summary (`aborting due to 2 previous errors`), else one.
 *
 * The place is that of the first primary span; where that lies in a dependency, in the standard library or in generated
 * code, the nearest call of a macro from which it came and that lies in the crate, then in the workspace; else the root
 * file of the target.
 */
export function diagnosticsOf(message: CompilerMessage, context: MessageContext): Diagnostic[] {
  return createDiagnosticReader(context)(message);
}

/** As {@link diagnosticsOf}, for many messages of one crate. */
export function createDiagnosticReader(context: MessageContext): DiagnosticReader {
  const places = createPlaces(context);
  const scrub = createScrub(context);
  return ({ message, target }) =>
    isSummary(message) ? [] : [toDiagnostic(message, target, { places, scrub, crateRoot: context.crateRoot })];
}

interface Reading {
  places: Places;
  scrub: Scrub;
  crateRoot: string;
}

function toDiagnostic(found: RustcDiagnostic, target: MessageTarget, reading: Reading): Diagnostic {
  const { places, scrub } = reading;
  const ruleId = ruleIdOf(found);
  const primary = found.spans.find(({ is_primary }) => is_primary) ?? found.spans[0];
  const place = primary && ownPlace(primary, places);
  const related = relatedOf(found, primary, place, reading);
  const hint = hintOf(found, place ? undefined : primary, reading);
  const fixes = fixesOf(found, places);
  return {
    tool: toolOf(ruleId),
    ruleId,
    level: levelOf(found.level),
    message: scrub(withLabel(found.message, primary?.label ?? null)).trimEnd(),
    ...(hint !== '' && { hint }),
    location: place ? toLocation(place) : fileLocation(target, reading),
    ...(related.length > 0 && { related }),
    ...(fixes.length > 0 && { fixes }),
  };
}

function levelOf(level: string): Level {
  if (level === 'warning') return 'warning';
  return level.startsWith('error') ? 'error' : 'note';
}

/** The place of a span or, from inside to outside, of the macro calls that it came from. */
function ownPlace(span: RustcSpan, places: Places): Place | undefined {
  const chain: Place[] = [];
  for (let at: RustcSpan | undefined = span; at; at = at.expansion?.span) {
    const place = places.of(at);
    if (place) chain.push(place);
  }
  return chain.find(({ ofCrate }) => ofCrate) ?? chain[0];
}

const toLocation = ({ file, region }: Place): Location => ({ file, region });

/** What a finding without a place of its own is told of: the target's root file, else the manifest. */
function fileLocation(target: MessageTarget, { places, crateRoot }: Reading): Location {
  return { file: places.fileOf(target.src_path) ?? posix.join(crateRoot, 'Cargo.toml') };
}

/** Labels, remarks that have a place, and the call of the macro in which the finding lies. */
function relatedOf(
  found: RustcDiagnostic,
  primary: RustcSpan | undefined,
  place: Place | undefined,
  { places, scrub }: Reading,
): NonNullable<Diagnostic['related']> {
  const related = new Map<string, NonNullable<Diagnostic['related']>[number]>();
  const add = (message: string, at: Place | undefined): void => {
    if (!at) return;
    const entry = { message: scrub(message), location: toLocation(at) };
    const isOwn = place && JSON.stringify(entry.location) === JSON.stringify(toLocation(place));
    if (!isOwn) related.set(JSON.stringify(entry), entry);
  };
  for (const span of found.spans) {
    if (span !== primary && (span.label || span.is_primary)) add(span.label || 'also here', ownPlace(span, places));
  }
  const call = primary?.expansion;
  if (call) add(`in this call of \`${call.macro_decl_name}\``, ownPlace(call.span, places));
  for (const child of found.children) {
    if (isNoise(child) || isSuggestion(child)) continue;
    for (const span of child.spans) {
      if (span.is_primary || span.label) add(withLabel(child.message, span.label), ownPlace(span, places));
    }
  }
  return [...related.values()];
}

/** What to do, then what else is known: remarks without a place of their own, as sentences. */
function hintOf(found: RustcDiagnostic, unplaced: RustcSpan | undefined, { places, scrub }: Reading): string {
  const told = found.children.filter((child) => !isNoise(child));
  const helps = told.filter(({ level }) => level === 'help').map((child) => helpText(child));
  const notes = told
    .filter((child) => child.level !== 'help' && !child.spans.some((span) => ownPlace(span, places)))
    .map(({ message, spans }) => [usefulLines(found, message), ...gatesOf(spans)].join(': '));
  const generated = unplaced ? [generatedText(unplaced)] : [];
  const sentences = [...helps, ...notes, ...generated].map((text) => toSentence(scrub(text)));
  return clip([...new Set(sentences)].filter((text) => text !== '').join(' '));
}

/** Long lists (every type that implements a trait) help nobody. */
const MAX_HINT = 1000;

const clip = (text: string): string => (text.length <= MAX_HINT ? text : `${text.slice(0, MAX_HINT - 1).trimEnd()}…`);

/** `replace it with` says nothing without the text that the compiler shows beside it. */
function helpText({ message, spans }: RustcDiagnostic): string {
  const parts = spans.flatMap(({ suggested_replacement: text }) =>
    typeof text === 'string' ? [{ newText: text }] : [],
  );
  const text = shortText(parts);
  return text === undefined ? message : `${message}: \`${text}\``;
}

/** Of an item that was configured out, the feature that would bring it. */
const gatesOf = (spans: readonly RustcSpan[]): string[] =>
  spans.flatMap(({ label }) => (label?.includes('gated behind') ? [label] : []));

/** Of what a linker says, the names that it misses: the rest is names of temporary files. */
function usefulLines(found: RustcDiagnostic, message: string): string {
  if (!found.message.startsWith('linking with ')) return message;
  return message
    .split('\n')
    .filter((line) => /undefined|unresolved|cannot find|not found|multiple definition/.test(line))
    .join('; ');
}

/** Where generated code that holds a finding comes from, without the folder that differs from machine to machine. */
function generatedText({ file_name: file, line_start: line }: RustcSpan): string {
  const name = file.split(/[\\/]/).pop() ?? '';
  return name === '' || name.startsWith('<') ? '' : `The place is line ${line} of the generated file ${name}`;
}
