import { expect, it } from 'vitest';
import { createPackageGraph, resolveFeatures } from '../features/index.js';
import type { MetadataDependency, MetadataNode, MetadataPackage } from '../features/metadata.js';
import { createBuildToolFacts } from './facts.js';

type Declared = Partial<MetadataDependency> & { name: string };

/** A workspace of packages by name, each with its dependencies; the first is the member. */
function graphOf(packages: Record<string, { dependencies?: Declared[]; features?: Record<string, string[]> }>) {
  const names = Object.keys(packages);
  const entries = names.map((name): MetadataPackage => {
    const { dependencies = [], features = {} } = packages[name]!;
    return {
      id: name,
      name,
      version: '1.0.0',
      source: null,
      manifest_path: `/ws/${name}/Cargo.toml`,
      dependencies: dependencies.map((one) => ({ ...declared, ...one })),
      targets: [{ kind: ['custom-build'], name: 'build-script-build', src_path: `/ws/${name}/build.rs` }],
      features,
      metadata: null,
    };
  });
  const nodes = entries.map(({ id, dependencies }): MetadataNode => ({
    id,
    deps: dependencies.map(({ name, kind }) => ({ name, pkg: name, dep_kinds: [{ kind, target: null }] })),
  }));
  return createPackageGraph({
    packages: entries,
    workspace_members: [names[0]!],
    resolve: { nodes },
    target_directory: '/ws/target',
  });
}

const declared: Omit<MetadataDependency, 'name'> = {
  rename: null,
  kind: null,
  optional: false,
  uses_default_features: true,
  features: [],
  target: null,
};

it('gathers build scripts with the way to each, and only what is switched on', () => {
  const graph = graphOf({
    app: {
      dependencies: [{ name: 'client', features: ['grpc'] }, { name: 'silent' }, { name: 'cmake', kind: 'build' }],
    },
    client: {
      dependencies: [
        { name: 'prost-build', kind: 'build', optional: true },
        { name: 'bindgen', kind: 'build', optional: true },
      ],
      features: { grpc: ['dep:prost-build'], raw: ['dep:bindgen'] },
    },
    silent: { dependencies: [{ name: 'cmake', kind: 'build' }] },
    cmake: {},
    'prost-build': { dependencies: [{ name: 'prost' }] },
    prost: {},
    bindgen: {},
  });
  const app = graph.packages.get('app')!;
  const active = resolveFeatures(
    app,
    { features: [], allFeatures: false, noDefaultFeatures: false },
    { separateHost: true, isOnPlatform: () => true },
  );
  const readText = (file: string): string | undefined => (file === '/ws/silent/build.rs' ? undefined : `// ${file}`);
  const { packages, ...rest } = createBuildToolFacts(app, 'app/Cargo.toml', active, { readText });

  expect(rest).toEqual({ crate: 'app', file: 'app/Cargo.toml', crossCompiled: false });
  expect(packages.map(({ chain }) => chain.join(' > '))).toEqual(['app', 'app > client']);
  expect(packages[1]).toMatchObject({
    features: ['grpc'],
    buildDependencies: [{ name: 'prost-build', version: '1.0.0' }],
    buildClosure: ['prost', 'prost-build'],
    buildScript: '// /ws/client/build.rs',
  });
});
