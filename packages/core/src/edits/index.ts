export {
  applyFixes,
  applyFixesToFiles,
  applyTextEdits,
  type FixOutcome,
  type LeftFix,
  type LeftReason,
} from './apply.js';
export { writeFileAtomic, type WriteOptions } from './atomic-write.js';
export { createByteIndex } from './byte-offsets.js';
export { createLineIndex, type LineIndex, offsetToPosition, positionToOffset } from './line-index.js';
export { openText, type OpenText } from './open-text.js';
export { findOverlap, replaceSpans, type Span, sortSpans, spansConflict, spansOverlap, toSpan } from './spans.js';
export { layoutOf, type TextLayout } from './text-layout.js';
export { type FileChange, renderUnifiedDiff } from './unified-diff.js';
