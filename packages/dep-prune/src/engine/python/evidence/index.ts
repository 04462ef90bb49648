import { buildSystem } from './build-system.js';
import { commands } from './commands.js';
import { comments } from './comments.js';
import { dottedNames } from './dotted-names.js';
import { entryPoints } from './entry-points.js';
import type { EvidenceSource } from './evidence-source.js';
import { imports } from './imports.js';
import { loadCalls } from './load-calls.js';
import { notebooks } from './notebooks.js';
import { peerSettings } from './peer-settings.js';
import { plugins } from './plugins.js';
import { settings } from './settings.js';
import { stubs } from './stubs.js';

/** Everything that can show a use, in no particular order. */
export const evidenceSources: readonly EvidenceSource[] = [
  imports,
  loadCalls,
  dottedNames,
  entryPoints,
  plugins,
  settings,
  notebooks,
  commands,
  buildSystem,
  stubs,
  comments,
  peerSettings,
];
