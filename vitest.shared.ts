import { fileURLToPath } from 'node:url';
import type { ViteUserConfig } from 'vitest/config';

/** One vitest configuration for every package: sources are resolved through the `@hone/source` export condition. */
export function testConfig(name: string): ViteUserConfig {
  return {
    root: fileURLToPath(new URL(`packages/${name}/`, import.meta.url)),
    cacheDir: fileURLToPath(new URL(`node_modules/.vite/${name}`, import.meta.url)),
    ssr: { resolve: { conditions: ['@hone/source', 'node', 'import', 'default'] } },
    test: {
      name,
      watch: false,
      environment: 'node',
      include: ['src/**/*.test.ts', 'tests/**/*.test.ts'],
      exclude: ['**/fixtures/**', '**/node_modules/**'],
      testTimeout: 60_000,
      hookTimeout: 120_000,
    },
  };
}
