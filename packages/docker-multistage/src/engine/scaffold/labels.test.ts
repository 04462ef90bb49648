import { expect, it } from 'vitest';
import { renderLabels, sourceUrl } from './labels.js';

it.each([
  ['https://github.com/o/n', 'https://github.com/o/n'],
  ['git+https://github.com/o/n.git', 'https://github.com/o/n'],
  ['git@gitlab.com:group/sub/n.git', 'https://gitlab.com/group/sub/n'],
  ['ssh://git@host.example/o/n.git', 'https://host.example/o/n'],
  ['git://github.com/o/n.git#main', 'https://github.com/o/n'],
  ['gitlab:o/n', 'https://gitlab.com/o/n'],
  ['o/n', 'https://github.com/o/n'],
  ['https://me:secret@host.example/o/n', undefined],
  ['over there', undefined],
])('the repository %j is at %j', (written, url) => {
  expect(sourceUrl(written)).toBe(url);
});

it('quotes what stands in labels, and leaves out what is not there', () => {
  const identity = { title: 'api', description: 'Says "$HOME"\nand more', version: '0.0.0' };
  expect(renderLabels(identity)).toEqual([
    'LABEL org.opencontainers.image.title=api \\\n    org.opencontainers.image.description="Says \\"\\$HOME\\" and more"',
  ]);
});
