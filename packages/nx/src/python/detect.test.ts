import { describe, expect, it } from 'vitest';
import { configFileOf, isPythonProject } from './detect.js';

it('is known by its most telling manifest', () => {
  const files = ['project.json', 'requirements.txt', 'setup.py'];
  expect(configFileOf({ root: 'a', files })).toBe('a/setup.py');
  expect(configFileOf({ root: '.', files: ['requirements.txt'] })).toBe('requirements.txt');
  expect(configFileOf({ root: 'a', files: ['project.json'] })).toBeUndefined();
});

describe('a Python project', () => {
  const evidence = {
    declaresProject: false,
    hasNxConfiguration: false,
    hasRequirements: false,
    insideProject: false,
    hasSources: () => true,
  };

  it.each([
    ['tool settings alone', {}, false],
    ['a declared project', { declaresProject: true }, true],
    ['settings beside a project.json', { hasNxConfiguration: true }, true],
    ['requirements with sources', { hasRequirements: true }, true],
    ['requirements without sources', { hasRequirements: true, hasSources: () => false }, false],
    ['requirements inside a project', { hasRequirements: true, insideProject: true }, false],
  ])('%s', (_, changes, expected) => {
    expect(isPythonProject({ ...evidence, ...changes })).toBe(expected);
  });
});
