import type Docker from 'dockerode';
import type { Platform } from './layout.js';

/** Where an image is loaded to. */
export interface LoadTarget {
  docker: Docker;
  /** The engine's own. */
  platform: Platform;
  /** Absolute path; archives are relative to it. */
  workspaceRoot: string;
  signal: AbortSignal;
}
