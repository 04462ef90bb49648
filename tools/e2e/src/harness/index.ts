export { copyExample, copyTree, edit, read, snapshot, write } from './files.js';
export { commit, git, initRepository, status } from './git.js';
export { failed, hits, nx, nxCommand, nxEnvironment, type NxRun, ran, type TaskRecord, validate } from './nx.js';
export { NX_VERSIONS, type NxVersion, repositoryRoot } from './paths.js';
export { endTree, type Finished, mustRun, npm, run } from './processes.js';
export { freePort, type Registry, registryEnvironment, startRegistry } from './registry.js';
export { type Finding, findings, reports } from './reports.js';
export { addHone, createTemplates } from './templates.js';
export { embeddedRuffVersion, hasRuff } from './ruff.js';
