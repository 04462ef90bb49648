import { describe, expect, it } from 'vitest';
import { checkFileName, checkSyntax, readOptions } from './read-options.js';

const read = (options: object) => readOptions({ project: 'a', ...options });

describe('options', () => {
  it('cuts a command into words as a shell would', () => {
    expect(read({ command: `uvicorn app:app --header "x: y z" 'a$b'` }).command).toEqual([
      'uvicorn',
      'app:app',
      '--header',
      'x: y z',
      'a$b',
    ]);
    expect(read({ command: ['python', 'a b.py'] }).command).toEqual(['python', 'a b.py']);
  });

  it.each(['a && b', 'a; b', 'a | b', 'a > b', 'echo $HOME', 'A=1 b', 'a `b`'])(
    'refuses the shell command %s',
    (command) => {
      expect(() => read({ command })).toThrow('needs a shell');
    },
  );

  it.each([
    [{ command: '' }, 'is empty'],
    [{ user: 'app' }, 'no numeric id'],
    [{ user: '0:0' }, 'no numeric id'],
    [{ healthcheck: 'health' }, 'is no path'],
    [{ healthcheck: "/'); import os" }, 'is no path'],
  ])('refuses %o', (options, message) => {
    expect(() => read(options)).toThrow(message);
  });

  it('takes names of Dockerfiles and frontends only', () => {
    expect(checkFileName('Dockerfile.prod')).toBe('Dockerfile.prod');
    expect(checkSyntax('docker/dockerfile:1.7')).toBe('docker/dockerfile:1.7');
    expect(() => checkFileName('../Dockerfile')).toThrow('no name of a Dockerfile');
    expect(() => checkFileName('package.json')).toThrow('no name of a Dockerfile');
    expect(() => checkSyntax('a\nRUN b')).toThrow('no image name');
  });
});
