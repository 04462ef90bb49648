/** What a line that says what went wrong looks like, the most telling first. */
const telling: readonly RegExp[] = [
  // pytest's own mark, and a Python or JavaScript error with its name.
  /^(?:E\s+)?(?:[A-Za-z_][\w.]*)?(?:Error|Exception|NotFound): ./,
  // rustc and cargo, uv, tsc.
  /^error(?:\[\w+\])?:? ./i,
  /\berror\b[^\n]*: ./i,
  /\b(?:cannot find|can't find|could not find|not found|no such file|failed|failure|panicked)\b/i,
];

/** Lines that Nx, npm and frames around an error write. */
const chrome =
  /^(?:> |Running targets? |Ran targets? |Successfully ran |Pass --verbose |Failed tasks:|- \S+:\S+$|\[\d|✖|✔|—|-{3,}|={3,}|npm (?:error|ERR!)(?: code| path| command|$)|Traceback|File ")/;

/**
 * The line of a program's output that says what went wrong, in one line without colours.
 *
 * @param hidden folders whose absolute paths must not be seen; they become relative
 */
export function firstError(output: string, hidden: readonly string[] = []): string {
  const lines = output
    // eslint-disable-next-line no-control-regex
    .replaceAll(/\u001B\[[0-9;?]*[ -/]*[@-~]/g, '')
    .split(/[\r\n]+/)
    .map((line) => line.trim().replace(/^NX\s+/, ''))
    .filter((line) => line !== '' && !chrome.test(line));
  const found = telling.map((pattern) => lines.find((line) => pattern.test(line))).find((line) => line !== undefined);
  const line = (found ?? lines.at(-1) ?? 'it wrote nothing').replace(/^E\s+/, '');
  return shorten(hidden.reduce((text, folder) => text.replaceAll(`${folder}/`, '').replaceAll(folder, '.'), line));
}

function shorten(line: string): string {
  return line.length > 200 ? `${line.slice(0, 199)}…` : line;
}
