import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';

export default defineConfig({
  root: fileURLToPath(new URL('.', import.meta.url)),
  cacheDir: fileURLToPath(new URL('../../node_modules/.vite/e2e', import.meta.url)),
  test: {
    name: 'e2e',
    watch: false,
    include: ['src/specs/**/*.e2e.ts'],
    globalSetup: ['src/harness/global-setup.ts'],
    // Each spec starts Nx, which takes all cores by itself.
    fileParallelism: false,
    testTimeout: 300_000,
    hookTimeout: 900_000,
    teardownTimeout: 60_000,
  },
});
