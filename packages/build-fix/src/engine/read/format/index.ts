export type * from './types.js';
export { captureNames } from './groups.js';
export { compileFormat } from './compile-format.js';
export { combineFormats, formatFiles, type LoadedFormats, loadFormats, userFormatsFolder } from './load-formats.js';
export { compiledFile, formatsFolder } from './our-formats.js';
export { parseFormat, parseFormatDocument } from './parse-format.js';
