import type { Dockerfile, Stage } from '../../dockerfile/index.js';
import { pairsOf, stagesOf } from '../../dockerfile/index.js';
import { replace } from '../../lint/rules/support.js';
import type { SpanEdit } from '../../lint/rule.js';
import type { Pass } from '../pass.js';
import { doubt } from '../pass.js';
import { blockOf, lineStart, styleOf } from '../text.js';

export const baseImages: Pass = {
  id: 'base-images',
  summary: 'Takes base images from `ARG`s with the image as the default.',
  reason: 'A mirror, a digest or another version is then a build argument and no edit.',
  example: {
    before: 'FROM golang:1.24 AS build\nFROM debian:12\nCOPY --from=build /app /app\n',
    after:
      'ARG GOLANG_IMAGE=golang:1.24\nARG DEBIAN_IMAGE=debian:12\nFROM ${GOLANG_IMAGE} AS build\nFROM ${DEBIAN_IMAGE}\nCOPY --from=build /app /app\n',
  },
  run({ file }) {
    const { all, globals } = stagesOf(file);
    const fresh = all.filter((stage) => isPlainImage(stage));
    if (fresh.length === 0) return { edits: [], doubts: [] };
    const taken = new Set(
      globals.filter(({ keyword }) => keyword === 'ARG').flatMap((arg) => pairsOf(arg, file).map(({ key }) => key)),
    );
    const names = new Map<string, string>();
    for (const { from, instruction } of fresh) {
      const image = from.image.text;
      if (names.has(image)) continue;
      const name = argName(image);
      if (taken.has(name)) return doubt(instruction.line, `Two base images would be called ${name}.`);
      taken.add(name);
      names.set(image, name);
    }
    const { keyword } = styleOf(file);
    const lines = [...names].map(([image, name]) => `${keyword('ARG')} ${name}=${image}\n`).join('');
    const edits: SpanEdit[] = fresh.map(({ from }) => replace(from.image, `\${${names.get(from.image.text)!}}`));
    const at = placeFor(file, all[0]!);
    return { edits: [{ span: { start: at, end: at }, newText: lines }, ...edits], doubts: [] };
  },
};

/** Not one from an ARG, not an earlier stage, not `scratch`; in plain characters. */
function isPlainImage({ from, base }: Stage): boolean {
  return !base && from.image.text !== 'scratch' && /^[\w./:@-]+$/.test(from.image.raw);
}

function argName(image: string): string {
  const short = /[^/:@]+(?=[:@]|$)/.exec(image.replace(/^.*\//, ''))![0];
  return `${short.toUpperCase().replace(/\W/g, '_')}_IMAGE`.replace(/^(?=\d)/, '_');
}

/** Right above the first FROM; above its comments where they are read by a linter, or none of them is about the FROM. */
function placeFor(file: Dockerfile, { instruction }: Stage): number {
  const isRead = instruction.comments.some(({ text }) => /^(?:hadolint\b|check\s*=)/.test(text));
  return isRead ? blockOf(instruction, file.text).start : lineStart(file.text, instruction.start);
}
