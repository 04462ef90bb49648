import { describe, expect, it } from 'vitest';
import { groupCompatible } from './group.js';
import { resolveFeatures } from './resolve-features.js';
import { graphOf, type ShortPackages } from './fixtures/graph-of.js';

interface Settings {
  /** Members with a feature of their own in their flags. */
  features?: Record<string, string>;
  crossCompiled?: boolean;
}

function group(packages: ShortPackages, names: string[], { features = {}, crossCompiled = false }: Settings = {}) {
  const { members } = graphOf(packages);
  const options = { separateHost: true, isOnPlatform: () => true };
  const candidates = names.map((name) => {
    const member = members.get(`/w/${name}/Cargo.toml`)!;
    const wanted = features[name] === undefined ? [] : [{ kind: 'feature' as const, name: features[name] }];
    const request = { features: wanted, allFeatures: false, noDefaultFeatures: false };
    const active = resolveFeatures(member, request, options);
    return { item: name, id: member.id, name, active, hasOwnFeatures: wanted.length > 0, crossCompiled };
  });
  return groupCompatible(candidates);
}

const serde = { features: { derive: [], rc: [] } };

describe('groupCompatible', () => {
  it('keeps crates together that want the same of what they share', () => {
    const packages: ShortPackages = {
      a: { dependencies: [{ name: 'serde', features: ['derive'] }] },
      b: { dependencies: [{ name: 'a' }] },
      c: {},
      serde,
    };
    expect(group(packages, ['a', 'b', 'c'])).toEqual([['a', 'b', 'c']]);
  });

  it('parts crates that want different features of one package, in the order given', () => {
    const packages: ShortPackages = {
      a: { dependencies: [{ name: 'serde', features: ['derive'] }] },
      b: { dependencies: [{ name: 'serde', features: ['rc'] }] },
      c: { dependencies: [{ name: 'serde', features: ['derive'] }] },
      d: {},
      serde,
    };
    expect(group(packages, ['a', 'b', 'c', 'd'])).toEqual([['a', 'c', 'd'], ['b']]);
  });

  it('does not ask whether a package from elsewhere has `default`, only what that stands for', () => {
    const packages = (external: boolean): ShortPackages => ({
      a: { dependencies: [{ name: 'memchr' }] },
      b: { dependencies: [{ name: 'memchr', uses_default_features: false, features: ['std'] }] },
      memchr: { features: { default: ['std'], std: [] }, external },
    });
    expect(group(packages(true), ['a', 'b'])).toEqual([['a', 'b']]);
    expect(group(packages(false), ['a', 'b'])).toEqual([['a'], ['b']]);
  });

  it('parts a crate from another that builds with it in another form', () => {
    const packages: ShortPackages = {
      gen: { features: { cli: [] } },
      app: { dependencies: [{ name: 'gen', kind: 'build', features: ['cli'] }] },
      tool: { dependencies: [{ name: 'gen', kind: 'build' }] },
    };
    expect(group(packages, ['gen', 'app', 'tool'])).toEqual([['gen', 'tool'], ['app']]);
    expect(group(packages, ['gen', 'tool'], { crossCompiled: true })).toEqual([['gen'], ['tool']]);
  });

  it('lets a procedural macro and its users share a call', () => {
    const packages: ShortPackages = {
      macros: { procMacro: true },
      app: { dependencies: [{ name: 'macros' }] },
    };
    expect(group(packages, ['macros', 'app'], { crossCompiled: true })).toEqual([['macros', 'app']]);
  });

  it('parts a crate with features in its flags from one that may depend on it', () => {
    const packages: ShortPackages = {
      log: { features: { color: [] } },
      app: { features: { log: ['dep:log'] }, dependencies: [{ name: 'log', optional: true }] },
      other: {},
    };
    expect(group(packages, ['log', 'app', 'other'], { features: { log: 'color' } })).toEqual([
      ['log', 'other'],
      ['app'],
    ]);
    expect(group(packages, ['log', 'app', 'other'])).toEqual([['log', 'app', 'other']]);
  });
});
