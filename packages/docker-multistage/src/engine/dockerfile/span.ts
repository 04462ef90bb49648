/** A half-open range of a file, in UTF-16 offsets. */
export interface Span {
  start: number;
  end: number;
}
