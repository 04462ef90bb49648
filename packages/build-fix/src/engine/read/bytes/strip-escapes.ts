/** Takes escape sequences of terminals out of bytes that come in pieces. */
export interface EscapeStripper {
  /** The bytes without what belongs to sequences; the piece itself where there is none. */
  strip(this: void, piece: Uint8Array): Uint8Array;
}

/** Where the stripper is: in text, behind ESC, in the parameters of a CSI, in a string (OSC, DCS …), behind ESC in one. */
enum State {
  Text,
  Escape,
  Csi,
  InString,
  StringEscape,
}

const ESC = 0x1b;
const BEL = 0x07;
const LF = 0x0a;

/**
 * Removes the sequences of ECMA-48: CSI (colours, cursor), OSC (titles, links; ended by BEL or ST), and those of two
 * characters. A line feed ends one that is not complete, so that a broken one costs no more than its line.
 */
export function createEscapeStripper(): EscapeStripper {
  let state = State.Text;

  const strip = (piece: Uint8Array): Uint8Array => {
    let at = state === State.Text ? piece.indexOf(ESC) : 0;
    if (at < 0) return piece;
    const out = Buffer.allocUnsafe(piece.length);
    let length = 0;
    let from = 0;
    while (at < piece.length) {
      if (state === State.Text) {
        const next = piece.indexOf(ESC, at);
        const end = next < 0 ? piece.length : next;
        out.set(piece.subarray(from, end), length);
        length += end - from;
        at = end + 1;
        if (next >= 0) state = State.Escape;
        continue;
      }
      const byte = piece[at]!;
      if (byte === LF) {
        state = State.Text;
        from = at;
        continue;
      }
      state = after(state, byte);
      at++;
      from = at;
    }
    return out.subarray(0, length);
  };
  return { strip };
}

function after(state: State, byte: number): State {
  switch (state) {
    case State.Escape:
      if (byte === 0x5b) return State.Csi;
      // `]`, `P`, `X`, `^` and `_` begin strings.
      if (byte === 0x5d || byte === 0x50 || byte === 0x58 || byte === 0x5e || byte === 0x5f) return State.InString;
      // Intermediate characters, as in `ESC ( B`.
      return byte >= 0x20 && byte <= 0x2f ? State.Escape : State.Text;
    case State.Csi:
      return byte >= 0x40 && byte <= 0x7e ? State.Text : State.Csi;
    case State.InString:
      return byte === BEL ? State.Text : byte === ESC ? State.StringEscape : State.InString;
    case State.StringEscape:
      return byte === 0x5c ? State.Text : State.InString;
    case State.Text:
      return State.Text;
  }
}
