export type * from './types.js';
export { compileFormat } from './compile-format.js';
export {
  combineFormats,
  formatsFolder,
  type LoadedFormats,
  loadFormats,
  parseFormat,
  parseFormatDocument,
  userFormatsFolder,
} from './load-formats.js';
