import { expect, it } from 'vitest';
import { mayBindName } from './binds-name.js';

it.each([
  'def main():\n  pass',
  'async def main(): ...',
  'class main: ...',
  'main = click.Group()',
  'main: App = App()',
  'a, main = make()',
  'from .cli import main',
  'from .cli import (\n  other,\n  main,\n)',
  'from .cli import run as main',
  'from .cli import other, \\\n  main',
  'from .cli import *',
  'def __getattr__(name): ...',
  'if True:\n    def main(): ...',
])('sees the name in %j', (source) => {
  expect(mayBindName(source, 'main')).toBe(true);
});

it.each(['', 'def main_loop(): ...', 'app.main()', 'x = domain', 'import maintenance', '# main'])(
  'sees no name in %j',
  (source) => {
    expect(mayBindName(source, 'main')).toBe(false);
  },
);
