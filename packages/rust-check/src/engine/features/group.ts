import type { ActivePackage, ActivePackages } from './resolve-features.js';

/** A crate as far as grouping goes. */
export interface Candidate<T> {
  item: T;
  /** The id of its package. */
  id: string;
  /** The name of its package. */
  name: string;
  /** What is active when it is checked alone. */
  active: ActivePackages;
  /**
   * It has features of its own in its flags. They are given as `name/feature`, which cargo also applies to every crate
   * of the call that has a dependency of that name.
   */
  hasOwnFeatures: boolean;
  /** It is checked for another platform than the one that build scripts run on. */
  crossCompiled: boolean;
}

/** A candidate with each activation as a text that is equal for equal activations. */
interface Member<T> extends Candidate<T> {
  states: ReadonlyMap<string, string>;
}

interface Group<T> {
  members: Member<T>[];
  states: Map<string, string>;
}

/**
 * Puts crates together as long as checking them in one cargo call gives each what it gets alone. Each crate goes to the
 * first group that it fits into, in the order given. Two crates fit when
 *
 * - every package that both use is activated alike by both: then the activation of the call, a fixpoint over both, is
 *   the two taken together;
 * - neither uses the other as a build dependency in another form than the other's own, since messages of both forms
 *   would come under one name;
 * - features in the flags of one can't reach the other.
 */
export function groupCompatible<T>(candidates: readonly Candidate<T>[]): T[][] {
  const groups: Group<T>[] = [];
  for (const candidate of candidates) {
    const member: Member<T> = { ...candidate, states: statesOf(candidate.active) };
    const fitting = groups.find((group) => agree(member, group) && group.members.every((other) => fit(member, other)));
    const group = fitting ?? { members: [], states: new Map<string, string>() };
    if (!fitting) groups.push(group);
    group.members.push(member);
    for (const [key, state] of member.states) group.states.set(key, state);
  }
  return groups.map(({ members }) => members.map(({ item }) => item));
}

function statesOf(active: ActivePackages): Map<string, string> {
  return new Map([...active].map(([key, entry]) => [key, stateOf(entry)]));
}

/**
 * Whether a package from elsewhere has the feature `default` itself makes no difference where all that it stands for is
 * the same: crates ask for `std` and `alloc` in place of `default`, but nobody's code asks for the name `default`.
 */
function stateOf({ package: { isMember }, features: all, switchedOn }: ActivePackage): string {
  const features = isMember ? all : [...all].filter((name) => name !== 'default');
  return `${[...features].sort().join(' ')}|${[...switchedOn].sort().join(' ')}`;
}

function agree(member: Member<unknown>, group: Group<unknown>): boolean {
  for (const [key, state] of member.states) {
    const known = group.states.get(key);
    if (known !== undefined && known !== state) return false;
  }
  return true;
}

function fit(one: Member<unknown>, other: Member<unknown>): boolean {
  return [[one, other] as const, [other, one] as const].every(
    ([user, used]) => buildsAsOwn(user, used) && !reaches(user, used),
  );
}

/** Whether `user`, where it uses `used` while building, uses what a check of `used` itself makes. */
function buildsAsOwn(user: Member<unknown>, used: Member<unknown>): boolean {
  const state = user.states.get(`host ${used.id}`);
  if (state === undefined || used.states.has(`host ${used.id}`)) return true;
  return !used.crossCompiled && state === used.states.get(`target ${used.id}`);
}

/** Whether `name/feature` in the flags of `asking` would be applied to `other` too. */
function reaches(asking: Member<unknown>, other: Member<unknown>): boolean {
  if (!asking.hasOwnFeatures) return false;
  const packages = [...other.active.values()].filter(({ package: { id } }) => id === other.id);
  return packages.some(({ package: { dependencies } }) => dependencies.some(({ alias }) => alias === asking.name));
}
