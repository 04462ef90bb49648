import { copyFileSync, mkdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { build } from 'vite';

/** A part of a package as plain JavaScript in one file, as it is after a build. */
export interface Bundle {
  /** The source, absolute. */
  entry: string;
  /** The file to write, absolute. */
  target: string;
  /** Data that it reads: from, and to relative to the folder above the target's. */
  data?: readonly (readonly [from: string, to: string])[];
}

export async function bundle({ entry, target, data = [] }: Bundle): Promise<string> {
  await build({
    configFile: false,
    logLevel: 'warn',
    ssr: { noExternal: true, resolve: { conditions: ['@hone/source', 'node', 'import', 'default'] } },
    build: {
      ssr: entry,
      outDir: dirname(target),
      emptyOutDir: true,
      target: 'node20',
      rollupOptions: { output: { entryFileNames: 'index.mjs' } },
    },
  });
  for (const [from, to] of data) {
    const copy = join(dirname(target), '..', to);
    mkdirSync(dirname(copy), { recursive: true });
    copyFileSync(from, copy);
  }
  return target;
}
