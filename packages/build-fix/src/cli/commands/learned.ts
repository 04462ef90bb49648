import { readFileSync } from 'node:fs';
import path from 'node:path';
import { errorMessage, HoneError } from '@hone/core/diagnostics';
import { writeFileAtomic } from '@hone/core/edits';
import {
  mergeRows,
  openStore,
  parseLearned,
  renderLearned,
  type Store,
  storeFolder,
} from '../../engine/learn/index.js';
import { learnedFile } from '../../engine/plan/learned-file.js';
import type { CliContext, Command } from '../command.js';
import { parseOptions, requireWorkspaceRoot } from '../options.js';

/** `build-fix learned`. */
export const learnedCommand: Command = {
  usage: `learned export [file]
       build-fix learned import [file…]

What was learned of fixes on this machine, as a file to share. Plans know of what is in ${learnedFile}, which is
the file where none is given. What is in a file already is kept; files can be imported in any order, and again.`,
  async run(args, context) {
    const { positionals } = parseOptions(args, {});
    const [action, ...names] = positionals;
    const root = requireWorkspaceRoot(context.cwd);
    const files = names.length > 0 ? names : [path.join(root, learnedFile)];
    const run = ACTIONS[action ?? ''];
    if (!run) throw new HoneError(`There is no \`learned ${action ?? ''}\`.`, { hint: 'It is `export` or `import`.' });
    const store = openStore(storeFolder(root), { tell: context.warn });
    try {
      await run(store, files, context);
      return 0;
    } finally {
      store.close();
    }
  },
};

type Action = (store: Store, files: readonly string[], context: CliContext) => Promise<void>;

const ACTIONS: Readonly<Record<string, Action>> = {
  async export(store, [file = ''], context) {
    const absolute = path.resolve(context.cwd, file);
    const known = readIfThere(absolute);
    const rows = mergeRows(parseLearned(store.export(), 'store'), known === undefined ? [] : parseLearned(known, file));
    await writeFileAtomic(absolute, renderLearned(rows));
    context.print(`${plural(rows.length)} in ${nameOf(absolute, context)}.`);
  },
  import(store, files, context) {
    for (const file of files) {
      const absolute = path.resolve(context.cwd, file);
      const name = nameOf(absolute, context);
      const text = readIfThere(absolute);
      if (text === undefined) throw new HoneError('There is no such file.', { file: name });
      context.print(`${plural(store.import(text, name))} read from ${name}.`);
    }
    return Promise.resolve();
  },
};

function nameOf(file: string, { cwd }: CliContext): string {
  return path.relative(cwd, file).replaceAll('\\', '/');
}

function plural(count: number): string {
  return `${count} ${count === 1 ? 'outcome' : 'outcomes'}`;
}

function readIfThere(file: string): string | undefined {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw new HoneError(`It cannot be read: ${errorMessage(error)}`, { file, cause: error });
  }
}
