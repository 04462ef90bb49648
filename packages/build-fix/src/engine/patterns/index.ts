export { isCatastrophic } from './ambiguity.js';
export { compilePattern, type PatternOptions, type PatternPlace } from './compile-pattern.js';
