import type { Diagnostic } from '@hone/core/diagnostics';
import { toolName } from './checks.js';
import type { ImageRequest } from './types.js';

/**
 * Images of one run that would take the same reference: which of them the engine has in the end would be chance.
 *
 * @returns what to say, by task
 */
export function clashingTags(requests: readonly ImageRequest[]): Map<string, Diagnostic[]> {
  const owners = new Map<string, ImageRequest[]>();
  for (const request of requests) {
    for (const tag of request.tags) owners.set(tag, [...(owners.get(tag) ?? []), request]);
  }
  const found = new Map<string, Diagnostic[]>();
  for (const [tag, images] of owners) {
    for (const image of images) {
      const other = images.find((candidate) => candidate !== image);
      if (!other) continue;
      const where =
        other.task === image.task ? `its stage ${other.stageLabel}` : `${other.task} (stage ${other.stageLabel})`;
      const diagnostic: Diagnostic = {
        tool: toolName,
        ruleId: 'docker/tag-clash',
        level: 'error',
        message: `The stage ${image.stageLabel} takes the tag ${tag}, and so does ${where}.`,
        hint: 'Give each image a tag of its own: {stage} and {projectName} may stand in the options `image` and `tags`.',
        location: { file: image.dockerfile },
      };
      found.set(image.task, [...(found.get(image.task) ?? []), diagnostic]);
    }
  }
  return found;
}
