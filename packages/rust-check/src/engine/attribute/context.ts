import type { missingToolInOutput } from '../build-tools/index.js';
import type { CheckedCrate } from '../crate.js';
import type { SourceReader } from '../messages/index.js';
import type { MachineFolders } from '../tidy.js';

/** What attribution knows besides the call. */
export interface AttributionContext extends MachineFolders {
  sources: SourceReader;
  /** Names and versions of the Linux distribution and the like, for hints on how to install something. */
  environment: Parameters<typeof missingToolInOutput>[2];
  /** The package's id in cargo's messages, where it is known. */
  idOf(crate: CheckedCrate): string | undefined;
  /** Ids of everything that is built for the crate, itself not included; absent when it is not known. */
  closureOf(crate: CheckedCrate): ReadonlySet<string> | undefined;
}
