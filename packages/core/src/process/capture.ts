/** Longest line that is handed on whole; a longer one comes in pieces of this many UTF-16 code units. */
const MAX_LINE = 16 * 1024 * 1024;

/** Collects what one stream of a process writes. */
export interface Capture {
  write(chunk: string): void;
  /** Hands on a last line without a line end. */
  end(): void;
  text(): string;
  readonly truncated: boolean;
}

/**
 * @param limit UTF-16 code units to keep; what comes after is only handed on
 * @param onLine gets each line without its line end (`\n` or `\r\n`)
 */
export function createCapture(
  limit: number,
  onChunk: ((chunk: string) => void) | undefined,
  onLine: ((line: string) => void) | undefined,
): Capture {
  const kept: string[] = [];
  let length = 0;
  let truncated = false;
  let rest = '';

  const keep = (chunk: string): void => {
    const room = limit - length;
    if (chunk.length > room) truncated = true;
    if (room <= 0) return;
    kept.push(chunk.length > room ? chunk.slice(0, room) : chunk);
    length += chunk.length;
  };

  const splitLines = (chunk: string, emit: (line: string) => void): void => {
    let from = 0;
    for (let at = chunk.indexOf('\n'); at >= 0; at = chunk.indexOf('\n', from)) {
      const line = rest + chunk.slice(from, at);
      rest = '';
      from = at + 1;
      emit(line.endsWith('\r') ? line.slice(0, -1) : line);
    }
    rest += chunk.slice(from);
    if (rest.length >= MAX_LINE) {
      emit(rest);
      rest = '';
    }
  };

  return {
    write(chunk) {
      keep(chunk);
      onChunk?.(chunk);
      if (onLine) splitLines(chunk, onLine);
    },
    end() {
      if (rest !== '') onLine?.(rest.endsWith('\r') ? rest.slice(0, -1) : rest);
      rest = '';
    },
    text: () => kept.join(''),
    get truncated() {
      return truncated;
    },
  };
}
