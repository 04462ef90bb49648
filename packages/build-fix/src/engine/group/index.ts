/**
 * Groups of a log's entries. A message's variable parts are abstracted, which gives the fingerprint; each group counts
 * its entries and files and keeps some; the category of the failure is decided from all groups. Memory is bounded.
 *
 * @module
 */
export { categorise, categoryOf, type GroupFacts } from './category.js';
export { fingerprintOf } from './fingerprint.js';
export { createGrouper, type Grouper, type GrouperOptions, type ReadFacts } from './grouper.js';
export { groupLog, type GroupLogOptions } from './group-log.js';
export { thinSource, type ThinOptions, type ThinSource } from './thin-source.js';
