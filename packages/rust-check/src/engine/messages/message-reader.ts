import { type CargoMessage, parseCargoMessage } from '@hone/core/rustc';

/** Takes what cargo prints as it comes. */
export interface MessageReader {
  /** Bytes are read as UTF-8; what is not becomes U+FFFD. */
  write(chunk: Uint8Array | string): void;
  /** Hands on a last line without a line end. */
  end(): void;
}

/**
 * Splits cargo's standard output into messages, however its bytes were cut into chunks: inside a character, between the
 * two bytes of a line end, in lines of megabytes.
 *
 * @param onText gets each line that is no message, without its line end: what a procedural macro printed
 */
export function createMessageReader(
  onMessage: (message: CargoMessage) => void,
  onText: (line: string) => void = () => undefined,
): MessageReader {
  const decoder = new TextDecoder('utf-8', { ignoreBOM: true });
  // Pieces of the line that has not ended yet: joined once, so that a line of megabytes costs no more than its length.
  let pieces: string[] = [];

  const endLine = (last: string): void => {
    const line = pieces.length === 0 ? last : [...pieces, last].join('');
    pieces = [];
    const text = line.endsWith('\r') ? line.slice(0, -1) : line;
    if (text === '') return;
    const message = parseCargoMessage(text);
    if (message) onMessage(message);
    else onText(text);
  };

  return {
    write(chunk) {
      const text = typeof chunk === 'string' ? chunk : decoder.decode(chunk, { stream: true });
      let from = 0;
      for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', from)) {
        endLine(text.slice(from, at));
        from = at + 1;
      }
      if (from < text.length) pieces.push(text.slice(from));
    },
    end() {
      endLine(decoder.decode());
    },
  };
}
