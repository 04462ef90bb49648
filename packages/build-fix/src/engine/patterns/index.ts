export { compilePattern, type PatternPlace } from './compile-pattern.js';
