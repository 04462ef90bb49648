import type { CheckOptions } from '../../executors/check/schema.js';

/** What decides how cargo is called for a crate. */
export interface CargoFlags {
  /** Clippy reports what the compiler reports, so that only one of the two runs; absent when neither is asked for. */
  command?: 'check' | 'clippy';
  features: readonly string[];
  allFeatures: boolean;
  noDefaultFeatures: boolean;
  targetTriple?: string;
  toolchain?: string;
  profile?: string;
  locked: boolean;
  offline: boolean;
  args: readonly string[];
}

/** The steps that run when the options name none. */
export const defaultSteps: NonNullable<CheckOptions['steps']> = ['check', 'clippy', 'fmt'];

export function readFlags(options: CheckOptions): CargoFlags {
  const steps = options.steps ?? defaultSteps;
  const command = (['clippy', 'check'] as const).find((step) => steps.includes(step));
  return {
    ...(command && { command }),
    features: [...new Set(options.features ?? [])].sort(),
    allFeatures: options.allFeatures ?? false,
    noDefaultFeatures: options.noDefaultFeatures ?? false,
    ...(options.targetTriple && { targetTriple: options.targetTriple }),
    ...(options.toolchain && { toolchain: options.toolchain.replace(/^\+/, '') }),
    ...(options.profile && { profile: options.profile }),
    locked: options.locked ?? false,
    offline: options.offline ?? false,
    args: options.args ?? [],
  };
}

/**
 * Equal for crates that one cargo call can serve. Plain features are no part of it, since they are given crate by crate
 * (`name/feature`); those of dependencies (`dep/feature`) have no such form, and keep their crate apart from others.
 */
export function flagSetKey(flags: CargoFlags): string {
  return JSON.stringify([
    flags.command,
    flags.allFeatures,
    flags.noDefaultFeatures,
    flags.targetTriple,
    flags.toolchain,
    flags.profile,
    flags.locked,
    flags.offline,
    flags.args,
    flags.features.every(isPlainFeature) ? [] : flags.features,
  ]);
}

export function isPlainFeature(feature: string): boolean {
  return !/[/:]/.test(feature);
}

/** Arguments that say which targets are checked; with one of them, `--all-targets` is not given. */
const targetArguments = /^--(all-targets|lib|bins?|examples?|tests?|benche?s?)(=|$)/;

/** A crate as a cargo call names it. */
export interface SelectedCrate {
  name: string;
  /** A package id specification that only this crate answers to. */
  spec: string;
  features: readonly string[];
}

/** Flags that every command knows which resolves dependencies. */
export function resolutionArguments({ locked, offline }: CargoFlags): string[] {
  return [...(locked ? ['--locked'] : []), ...(offline ? ['--offline'] : [])];
}

/**
 * The arguments of one call, the command first.
 *
 * @param manifest absolute path of the `Cargo.toml` to call for; absent: that of the folder that cargo runs in
 */
export function checkArguments(flags: CargoFlags, crates: readonly SelectedCrate[], manifest?: string): string[] {
  const features = crates.flatMap((crate) =>
    crate.features.map((feature) =>
      crates.length === 1 || !isPlainFeature(feature) ? feature : `${crate.name}/${feature}`,
    ),
  );
  const selectsTargets = beforeSeparator(flags.args).some((argument) => targetArguments.test(argument));
  return [
    flags.command ?? 'check',
    ...(manifest === undefined ? [] : ['--manifest-path', manifest]),
    ...crates.flatMap(({ spec }) => ['-p', spec]),
    ...(selectsTargets ? [] : ['--all-targets']),
    '--keep-going',
    '--message-format=json',
    ...(features.length > 0 ? ['--features', features.join(',')] : []),
    ...(flags.allFeatures ? ['--all-features'] : []),
    ...(flags.noDefaultFeatures ? ['--no-default-features'] : []),
    ...(flags.targetTriple === undefined ? [] : ['--target', flags.targetTriple]),
    ...(flags.profile === undefined ? [] : ['--profile', flags.profile]),
    ...resolutionArguments(flags),
    ...flags.args,
  ];
}

/** What stands before `--`: cargo's own arguments. */
export function beforeSeparator(args: readonly string[]): readonly string[] {
  const separator = args.indexOf('--');
  return separator < 0 ? args : args.slice(0, separator);
}
