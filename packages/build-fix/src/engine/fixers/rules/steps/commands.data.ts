/** A program that rules may run, and the files that it may change, relative to the folder it runs in. */
export interface AllowedCommand {
  /** The words that the command starts with. */
  words: readonly string[];
  /** Further words that may follow. */
  options?: readonly string[];
  changes: readonly string[];
}

/** Everything that a rule may run: programs that bring a lock file up to date, and `nx sync`. */
export const ALLOWED_COMMANDS: readonly AllowedCommand[] = [
  { words: ['uv', 'lock'], changes: ['uv.lock'] },
  { words: ['poetry', 'lock'], changes: ['poetry.lock'] },
  { words: ['cargo', 'update', '--workspace'], changes: ['Cargo.lock'] },
  { words: ['cargo', 'generate-lockfile'], changes: ['Cargo.lock'] },
  {
    words: ['npm', 'install', '--package-lock-only'],
    options: ['--ignore-scripts'],
    changes: ['package-lock.json', 'npm-shrinkwrap.json'],
  },
  { words: ['pnpm', 'install', '--lockfile-only'], options: ['--ignore-scripts'], changes: ['pnpm-lock.yaml'] },
  { words: ['yarn', 'install', '--mode=update-lockfile'], changes: ['yarn.lock'] },
  { words: ['go', 'mod', 'tidy'], changes: ['go.mod', 'go.sum'] },
  { words: ['nx', 'sync'], changes: ['**/tsconfig.json', '**/tsconfig.*.json'] },
];

/** What brings a lock file up to date, by the file's name, and the language whose manifests it is for. */
export const LOCK_COMMANDS: Readonly<Record<string, { language: string; command: readonly string[] }>> = {
  'uv.lock': { language: 'python', command: ['uv', 'lock'] },
  'poetry.lock': { language: 'python', command: ['poetry', 'lock'] },
  'Cargo.lock': { language: 'cargo', command: ['cargo', 'update', '--workspace'] },
  'package-lock.json': { language: 'npm', command: ['npm', 'install', '--package-lock-only', '--ignore-scripts'] },
  'pnpm-lock.yaml': { language: 'npm', command: ['pnpm', 'install', '--lockfile-only', '--ignore-scripts'] },
};
