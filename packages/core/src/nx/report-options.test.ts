import { describe, expect, it } from 'vitest';
import { defaultReportPath, resolveInWorkspace } from './report-options.js';

describe('where a report goes', () => {
  const task = { root: 'libs/a', project: 'a' };
  const resolve = (template: string): string => resolveInWorkspace(template, task, process.cwd());

  it.each([
    ['{workspaceRoot}/dist/hone/{projectRoot}/x.sarif', 'dist/hone/libs/a/x.sarif'],
    ['{projectRoot}/out/{projectName}.sarif', 'libs/a/out/a.sarif'],
    ['out/./x.sarif', 'out/x.sarif'],
    ['..x/y.sarif', '..x/y.sarif'],
  ])('%s is %s', (template, file) => {
    expect(resolve(template)).toBe(file);
  });

  it.each(['../x.sarif', '{workspaceRoot}/../x.sarif', '/x.sarif', '.'])('refuses %s', (template) => {
    expect(() => resolve(template)).toThrow('lies outside the workspace');
  });

  it('refuses a token that does not exist', () => {
    expect(() => resolve('{outputRoot}/x.sarif')).toThrow('has the unknown token {outputRoot}');
  });

  it('has a default for the root project too', () => {
    expect(defaultReportPath('.', 'python-validate')).toBe('dist/hone/python-validate.sarif');
  });
});
