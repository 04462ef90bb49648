/** A text that fits. */
export interface CutText {
  text: string;
  /** Characters of the given text that are not in it. */
  cut: number;
}

/** Of what is kept, the share that is taken from the start: the first errors are the cause of others. */
const START = 0.75;

/** Takes lines out of the middle of a text that is too long. */
export function cutText(text: string, room: number): CutText {
  if (text.length <= room) return { text, cut: 0 };
  const start = text.lastIndexOf('\n', Math.floor(room * START)) + 1;
  const end = text.indexOf('\n', text.length - Math.ceil(room * (1 - START))) + 1 || text.length;
  const cut = end - start;
  return { text: `${text.slice(0, start)}\n… ${cut} characters were left out …\n\n${text.slice(end)}`, cut };
}
