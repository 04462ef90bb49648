import { describe, expect, it } from 'vitest';
import { parseDockerfile } from '../../dockerfile/index.js';
import { runPasses } from '../optimize.js';
import { projectFiles } from '../pass.js';
import { allPasses } from './index.js';

describe.each(allPasses.map((pass) => [pass.id, pass] as const))('%s', (id, pass) => {
  const { before, after, files, unsafe } = pass.example;
  const run = (text: string) =>
    runPasses([pass], { text, ...(files && { files: projectFiles(files) }), unsafe: unsafe ?? false });

  it('does what its example shows', () => {
    const { text, passes } = run(before);
    expect(text).toBe(after);
    expect(passes.map(({ status }) => status)).toEqual(['done']);
    expect(parseDockerfile(after).problems).toEqual([]);
  });

  it('leaves its own result alone', () => {
    expect(run(after).text).toBe(after);
  });

  it('keeps the line ends and the rest of a file from Windows', () => {
    const windows = (text: string) => text.replaceAll('\n', '\r\n');
    expect(run(windows(before)).text).toBe(windows(after));
  });

  it('is documented', () => {
    expect(id).toMatch(/^[a-z]+(-[a-z]+)*$/);
    expect(pass.summary).toMatch(/\.$/);
    expect(pass.reason).toMatch(/\.$/);
  });
});
