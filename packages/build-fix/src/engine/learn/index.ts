/**
 * What is learned of fixes: how often those of a fixer were kept, for each kind of diagnostic and project. A live store
 * that several processes write, a file to share, and what follows from both. Results of fixers are kept by content.
 *
 * @module
 */
export { cachedFixers } from './cached-fixers.js';
export { type CandidateCache, openCandidateCache, withCache } from './candidate-cache.js';
export { type Explanation, explainRows, renderExplanation } from './explain.js';
export { type LearnedRow, mergeRows, parseLearned, renderLearned } from './learned-rows.js';
export { isProved, likelihoodOf, PROVED } from './proof.js';
export { openStore, type Store, type StoreOptions, type Trial } from './store.js';
export { storeFolder } from './store-folder.js';
export { wilsonLower } from './wilson.js';
