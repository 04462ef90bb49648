import { HoneError } from '@hone/core';
import type { Engine } from '@hone/core/nx';
import type { BuildOptions } from '../../executors/build/schema.js';

/** Builds images through the engine's BuildKit. */
export const buildEngine: Engine<BuildOptions> = {
  name: 'docker-build',
  // eslint-disable-next-line require-yield
  async *run() {
    throw new HoneError('Not there yet.');
  },
};
