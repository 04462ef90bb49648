import type { ImageRequest } from '../build/types.js';

/** A stage that several images need. */
export interface Link {
  stage: string;
  /** The images that are to take it from a target. */
  users: ImageRequest[];
  /** The number of the request whose image it is; without one it needs a target of its own. */
  owner?: number;
}

/** What is known of the stages of a request's Dockerfile. */
export interface StageNeeds {
  /** Whether two requests differ in nothing but what they call their result and which stage it is. */
  isSame: (a: ImageRequest, b: ImageRequest) => boolean;
  /** The stage's name as the Dockerfile has it; `undefined` for one without. */
  nameOf: (request: ImageRequest) => string | undefined;
  /** The named stages that one builds on, copies from or mounts, itself not among them. */
  direct: (request: ImageRequest, stage: string | undefined) => string[];
  /** All stages in the order of the Dockerfile, as BuildKit calls them. */
  order: (request: ImageRequest) => string[];
}

/**
 * Finds the stages at which the images of a Dockerfile part: from there down, one target does the work for all of them.
 */
export function linkStages(requests: readonly ImageRequest[], needs: StageNeeds): Link[] {
  return groupsOf(requests, needs.isSame).flatMap((group) => linkGroup(group, requests, needs));
}

function groupsOf(requests: readonly ImageRequest[], isSame: StageNeeds['isSame']): ImageRequest[][] {
  const groups: ImageRequest[][] = [];
  for (const request of requests) {
    const group = groups.find(([first]) => first && isSame(first, request));
    if (group) group.push(request);
    else groups.push([request]);
  }
  return groups.filter(({ length }) => length > 1);
}

function linkGroup(group: ImageRequest[], requests: readonly ImageRequest[], needs: StageNeeds): Link[] {
  const reach = group.map((request) => reachOf(request, needs));
  const isShared = (stage: string): boolean => reach.filter((stages) => stages.has(stage)).length > 1;
  const links = new Map<string, Link>();
  for (const request of group) {
    for (const stage of firstShared(request, needs, isShared)) {
      const link = links.get(stage);
      if (link) link.users.push(request);
      else {
        const owner = group.find((other) => needs.nameOf(other) === stage);
        links.set(stage, { stage, users: [request], ...(owner && { owner: requests.indexOf(owner) }) });
      }
    }
  }
  return [...links.values()].filter(({ users, owner }) => users.length > 1 || owner !== undefined);
}

/** All named stages that an image needs, its own included. */
export function reachOf(request: ImageRequest, { nameOf, direct }: StageNeeds): Set<string> {
  const own = nameOf(request);
  const reached = new Set(own === undefined ? direct(request, undefined) : [own]);
  for (const stage of reached) for (const next of direct(request, stage)) reached.add(next);
  return reached;
}

/** The shared stages that are met first on the way down from an image's own. */
function firstShared(
  request: ImageRequest,
  { nameOf, direct }: StageNeeds,
  isShared: (stage: string) => boolean,
): string[] {
  const own = nameOf(request);
  const found = new Set<string>();
  const open = new Set(direct(request, own));
  for (const stage of open) {
    if (stage === own) continue;
    if (isShared(stage)) found.add(stage);
    else for (const next of direct(request, stage)) open.add(next);
  }
  return [...found];
}
