import { expect, it } from 'vitest';
import { pairsOf, parseDockerfile } from '../dockerfile/index.js';
import { parseShell } from '../shell/index.js';
import { execForm, instructionPath, instructionValue, shellWord } from './quote.js';

const nasty = 'a "b" \'c\' $HOME ${X} `id` \\ # <>|;&&';

it('keeps any text in one value, one word, one string', () => {
  const file = parseDockerfile(`FROM x\nLABEL a=${instructionValue(nasty)} b=c\nCMD ${execForm([nasty, 'é\n'])}\n`);
  const [, label, cmd] = file.instructions;
  expect(pairsOf(label!, file).map(({ value }) => value)).toEqual([nasty, 'c']);
  expect(JSON.parse(execForm([nasty, 'é\n']))).toEqual([nasty, 'é\n']);
  expect(cmd!.exec).toHaveLength(2);
  expect(parseShell(`echo ${shellWord("it's $HOME; rm")}`).commands).toMatchObject([
    { name: 'echo', args: [{ text: "it's $HOME; rm" }] },
  ]);
});

it('refuses a path that means something else in an instruction', () => {
  expect(instructionPath('services/my.api-1')).toBe('services/my.api-1');
  for (const path of ['a b', 'a,rw', 'a*', '$HOME', 'a\nRUN id']) {
    expect(() => instructionPath(path)).toThrow('can not stand in a Dockerfile');
  }
});
