/** Stands for the workspace root in our reports; the name that code-scanning pages know. */
export const SOURCE_ROOT = '%SRCROOT%';

/** A workspace-relative name with forward slashes as a relative URI. */
export function fileToUri(file: string): string {
  return file
    .split('/')
    .map((segment) => encodeURIComponent(segment.replace(/\p{Surrogate}/gu, '\uFFFD')))
    .join('/');
}

/**
 * The file that a SARIF artifact location means.
 *
 * @param uri relative or `file:`
 * @param base the URI that `uri` is relative to, where the log gives one
 * @param workspaceRoot absolute path; a file inside it is named relative to it
 * @returns a name with forward slashes: relative to the workspace root where that can be told, else as the log has it
 */
export function uriToFile(uri: string, base: string | undefined, workspaceRoot: string | undefined): string {
  const full = isAbsolute(uri) || base === undefined ? uri : `${base.replace(/\/?$/, '/')}${uri}`;
  const path = tidy(decodePath(full));
  const root = workspaceRoot === undefined ? undefined : tidy(workspaceRoot.replaceAll('\\', '/'));
  return root !== undefined && path.startsWith(`${root.replace(/\/$/, '')}/`)
    ? path.slice(root.replace(/\/$/, '').length + 1)
    : path;
}

function isAbsolute(uri: string): boolean {
  return /^[a-z][a-z0-9+.-]*:/i.test(uri) || uri.startsWith('/');
}

/** The path of a `file:` URI, `C:/x` and not `/C:/x` for a drive; other schemes stay as they are. */
function decodePath(uri: string): string {
  const local = /^file:(?:\/\/(?:localhost)?(?=\/))?(.*)$/i.exec(uri)?.[1];
  if (local === undefined && /^[a-z][a-z0-9+.-]+:/i.test(uri)) return uri;
  const decoded = decode(local ?? uri).replaceAll('\\', '/');
  return decoded.replace(/^\/([a-z]:)/i, '$1');
}

/** Some writers put a bare path where a URI belongs, so a percent sign need not be an escape. */
function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

/** Takes out `.` and resolves `..` where it can. */
function tidy(path: string): string {
  const rooted = path.startsWith('/');
  const parts: string[] = [];
  for (const part of path.split('/')) {
    if (part === '' || part === '.') continue;
    if (part === '..' && parts.length > 0 && parts.at(-1) !== '..') parts.pop();
    else if (part !== '..' || !rooted) parts.push(part);
  }
  return (rooted ? '/' : '') + parts.join('/') || '.';
}
