import { describe, expect, it } from 'vitest';
import { type HoneOptions, resolveOptions } from '../graph/options.js';
import { dockerTargets } from './targets.js';
import type { DockerProjectFacts } from './types.js';

const shop: DockerProjectFacts = {
  root: 'services/shop',
  name: 'shop',
  dockerfiles: [
    { file: 'services/shop/Dockerfile', context: '.', suffix: '' },
    { file: 'services/shop/Dockerfile.prod', context: 'services/shop', suffix: 'prod' },
  ],
  outside: {},
  above: ['.', 'services'],
  reads: ['proto/bill.proto'],
  include: ['certificates'],
};
const targetsOf = (changes: Partial<DockerProjectFacts> = {}, options?: HoneOptions) =>
  dockerTargets(
    { ...shop, ...changes },
    { options: resolveOptions(options), tool: '@hone/docker-multistage@1.2.3', architecture: 'arm64' },
  );

describe('targets', () => {
  it('are for linting, for the context that images share, and for building each', () => {
    expect(Object.keys(targetsOf())).toEqual(['docker-lint', 'docker-context', 'docker-build', 'docker-build-prod']);
    expect(Object.keys(targetsOf({}, { docker: { build: false } }))).toEqual(['docker-lint']);
  });

  it('load what was built where it is not in the engine already', () => {
    const names = ['docker-lint', 'docker-context', 'docker-build', 'docker-load', 'docker-build-prod'];
    expect(Object.keys(targetsOf({}, { docker: { output: 'oci' } }))).toEqual([...names, 'docker-load-prod']);
  });

  it('are named by the options', () => {
    const options: HoneOptions = {
      dockerLintTargetName: 'lint',
      dockerContextTargetName: 'context',
      dockerBuildTargetName: 'image',
      dockerLoadTargetName: 'load',
      docker: { output: 'push' },
    };
    const targets = targetsOf({}, options);
    expect(Object.keys(targets)).toEqual(['lint', 'context', 'image', 'load', 'image-prod', 'load-prod']);
    expect(targets['image-prod']).toMatchObject({
      dependsOn: ['context'],
      options: { reportPath: '{workspaceRoot}/dist/hone/services/shop/image-prod.sarif' },
    });
    expect(targets['load-prod']?.dependsOn).toEqual(['image-prod']);
  });

  it('say what they are, and that npm packages are nothing to them', () => {
    for (const target of Object.values(targetsOf({}, { docker: { output: 'oci' } }))) {
      expect(target.metadata).toMatchObject({ technologies: ['docker'] });
      expect(target.metadata?.description).toMatch(/\.$/);
      expect(target.metadata?.help?.command).toMatch(/^npx nx run shop:/);
      expect(target.inputs).toContainEqual({ externalDependencies: [] });
    }
  });
});

describe('docker-lint', () => {
  it('reads Dockerfiles, the ignore files of each, and configurations up to the workspace root', () => {
    expect(targetsOf()['docker-lint']?.inputs).toEqual([
      '{projectRoot}/Dockerfile',
      '{projectRoot}/Dockerfile.dockerignore',
      '{workspaceRoot}/.dockerignore',
      '{projectRoot}/Dockerfile.prod',
      '{projectRoot}/Dockerfile.prod.dockerignore',
      '{projectRoot}/.dockerignore',
      '{projectRoot}/.hadolint.{yaml,yml}',
      '{workspaceRoot}/services/.hadolint.{yaml,yml}',
      '{workspaceRoot}/.hadolint.{yaml,yml}',
      { externalDependencies: [] },
    ]);
  });

  it('reads sources too where they decide whether a copied project is a dependency', () => {
    const lint = targetsOf({ outside: { 'libs/billing': 'billing' } })['docker-lint'];
    expect(lint?.options.outsideClosure).toEqual({ 'libs/billing': 'billing' });
    expect(lint?.inputs).toEqual(expect.arrayContaining(['{projectRoot}/**/*', '^{projectRoot}/**/*']));
  });

  it('takes a name for no pattern', () => {
    const dockerfiles = [{ file: 'services/shop/[id]/Dockerfile', context: '.', suffix: '' }];
    expect(targetsOf({ dockerfiles })['docker-lint']?.inputs?.[0]).toBe('{projectRoot}/?id?/Dockerfile');
  });
});

describe('docker-context', () => {
  it('reads all of the project and its dependencies, root manifests and locks, and what lies elsewhere', () => {
    const { inputs, options, outputs } = targetsOf()['docker-context']!;
    expect(inputs).toEqual([
      '{projectRoot}/**/*',
      '^{projectRoot}/**/*',
      expect.stringMatching(/^\{workspaceRoot\}\/\{.*\buv\.lock\b.*\bCargo\.lock\b.*\bpnpm-lock\.yaml\b.*\}$/),
      '{workspaceRoot}/.cargo/{config,config.toml}',
      '{workspaceRoot}/patches/**/*',
      expect.stringMatching(/^\{workspaceRoot\}\/services\/\{pyproject\.toml,/),
      '{workspaceRoot}/services/.cargo/{config,config.toml}',
      '{workspaceRoot}/services/patches/**/*',
      '{workspaceRoot}/proto/bill.proto',
      '{workspaceRoot}/certificates',
      '{workspaceRoot}/certificates/**/*',
      { externalDependencies: [] },
    ]);
    expect(options).toEqual({ tool: '@hone/docker-multistage@1.2.3', include: ['certificates'] });
    const folder = '{workspaceRoot}/dist/hone/services/shop/docker-context';
    expect(outputs).toEqual([folder, `${folder}.json`]);
  });
});

describe('docker-build', () => {
  it('builds from the context that each Dockerfile is written for', () => {
    const { 'docker-build': main, 'docker-build-prod': prod } = targetsOf();
    expect(main?.options).toMatchObject({
      dockerfile: 'services/shop/Dockerfile',
      context: 'dist/hone/services/shop/docker-context',
      imagePath: '{workspaceRoot}/dist/hone/services/shop/image.json',
    });
    expect(main?.options).not.toHaveProperty('image');
    expect(prod?.options).toMatchObject({
      dockerfile: 'services/shop/Dockerfile.prod',
      context: 'dist/hone/services/shop/docker-context/services/shop',
      image: '{projectName}-prod',
      imagePath: '{workspaceRoot}/dist/hone/services/shop/image-prod.json',
    });
  });

  it('depends on the context alone', () => {
    expect(targetsOf()['docker-build']).toMatchObject({
      dependsOn: ['docker-context'],
      inputs: [
        { dependentTasksOutputFiles: '**/docker-context.json', transitive: false },
        { externalDependencies: [] },
      ],
    });
  });

  it('is cached only where Nx can put back what it made', () => {
    expect(targetsOf()['docker-build']).toMatchObject({ cache: false });
    expect(targetsOf({}, { docker: { output: 'push', imagePrefix: 'ghcr.io/acme/' } })['docker-build']).toMatchObject({
      cache: true,
      options: {
        output: 'push',
        image: 'ghcr.io/acme/{projectName}',
        tool: '@hone/docker-multistage@1.2.3 arm64',
      },
    });
    const archived = targetsOf({}, { docker: { output: 'oci' } });
    const at = (name: string): string => `{workspaceRoot}/dist/hone/services/shop/${name}`;
    expect(archived['docker-build']).toMatchObject({
      cache: true,
      outputs: ['{options.reportPath}', '{options.imagePath}', at('image.oci.tar'), at('image.*.oci.tar')],
    });
    expect(archived['docker-build-prod']).toMatchObject({
      outputs: ['{options.reportPath}', '{options.imagePath}', at('image-prod.oci.tar'), at('image-prod.*.oci.tar')],
      options: { archivePath: at('image-prod.oci.tar') },
    });
    expect(archived['docker-load']).toMatchObject({ cache: false, options: { imagePath: at('image.json') } });
  });
});
