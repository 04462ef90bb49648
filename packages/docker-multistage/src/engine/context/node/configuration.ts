import { existsSync } from 'node:fs';
import path from 'node:path';
import type { Diagnostic } from '@hone/core/diagnostics';
import { fileEntry } from '../folder-files.js';
import { contextProblem } from '../problems.js';
import { readText } from '../read-text.js';
import type { ContextEntry, ContextRequest } from '../types.js';

/** Files that may hold a secret, with what makes a line one. A value that is an environment variable is none. */
const CONFIGURATION: readonly { name: string; secret: RegExp }[] = [
  // npm and pnpm: https://docs.npmjs.com/cli/configuring-npm/npmrc, "Auth related configuration".
  { name: '.npmrc', secret: /^\s*(?<key>(?:\S*:)?(?:_authToken|_auth|_password|key|tokenHelper))\s*=\s*(?<value>.*)$/ },
  // Yarn 1: strings with or without quotes, set apart by a blank.
  { name: '.yarnrc', secret: /^\s*"?(?<key>\S*(?:_authToken|_auth|_password))"?\s+(?<value>.*)$/ },
  // Yarn 2 and later: https://yarnpkg.com/configuration/yarnrc.
  { name: '.yarnrc.yml', secret: /^\s*(?<key>npmAuthToken|npmAuthIdent|httpsKeyFilePath)\s*:\s*(?<value>.*)$/ },
];

/** The package manager's settings in some folders, without lines that hold a secret. */
export function planNodeConfiguration(
  { workspaceRoot }: ContextRequest,
  folders: readonly string[],
): { entries: ContextEntry[]; diagnostics: Diagnostic[] } {
  const entries: ContextEntry[] = [];
  const diagnostics: Diagnostic[] = [];
  for (const folder of [...new Set(folders)].sort()) {
    for (const { name, secret } of CONFIGURATION) {
      const file = path.posix.join(folder, name);
      if (!existsSync(path.join(workspaceRoot, file))) continue;
      const lines = (readText(workspaceRoot, file) ?? '').split('\n');
      const found = lines.map((line) => secretKey(line, secret));
      found.forEach((key, i) => {
        if (key !== undefined) diagnostics.push(leftOut(file, i + 1, key));
      });
      const text = lines.filter((_, i) => found[i] === undefined).join('\n');
      const made: ContextEntry = { path: file, source: { kind: 'text', text }, executable: false };
      entries.push(found.some((key) => key !== undefined) ? made : fileEntry(workspaceRoot, file));
    }
  }
  return { entries, diagnostics };
}

function secretKey(line: string, secret: RegExp): string | undefined {
  const { key, value = '' } = secret.exec(line)?.groups ?? {};
  return /^["']?\$\{[^}]+\}["']?\s*$/.test(value) ? undefined : key;
}

const leftOut = (file: string, line: number, key: string): Diagnostic =>
  contextProblem(
    'docker/context-lock',
    'warning',
    `\`${key}\` is left out of the build context: whoever has an image can read what was copied into it.`,
    {
      file,
      line,
      hint: `Give it to the build as a secret: \`RUN --mount=type=secret,id=npmrc,target=/root/.npmrc …\`.`,
    },
  );
