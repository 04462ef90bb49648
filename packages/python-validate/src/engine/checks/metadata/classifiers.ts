import { deprecatedClassifiers, knownClassifiers } from './classifier-data.js';

const SEPARATOR = ' :: ';

let known: ReadonlySet<string> | undefined;
let replacements: ReadonlyMap<string, readonly string[]> | undefined;

/** Whether PyPI accepts a classifier. `Private :: …` is known here: it is the documented way to prevent an upload. */
export function isKnownClassifier(classifier: string): boolean {
  known ??= decode(knownClassifiers);
  return known.has(classifier) || classifier.startsWith('Private :: ');
}

/** What replaces a deprecated classifier (possibly nothing), or undefined when it is not deprecated. */
export function classifierReplacements(classifier: string): readonly string[] | undefined {
  replacements ??= new Map(deprecatedClassifiers);
  return replacements.get(classifier);
}

/** The known classifier that differs from this one in case and spacing only. */
export function similarClassifier(classifier: string): string | undefined {
  known ??= decode(knownClassifiers);
  const wanted = fold(classifier);
  return [...known].find((candidate) => fold(candidate) === wanted);
}

function fold(classifier: string): string {
  return classifier.toLowerCase().replace(/\s+|:+/g, '');
}

function decode(frontCoded: string): ReadonlySet<string> {
  let segments: string[] = [];
  const names = frontCoded.split('\n').map((line) => {
    const space = line.indexOf(' ');
    segments = [...segments.slice(0, Number(line.slice(0, space))), line.slice(space + 1)]
      .join(SEPARATOR)
      .split(SEPARATOR);
    return segments.join(SEPARATOR);
  });
  return new Set(names);
}
