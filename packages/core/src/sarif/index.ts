export { readSarif, type ReadSarifOptions } from './read.js';
export { writeSarif } from './write.js';
