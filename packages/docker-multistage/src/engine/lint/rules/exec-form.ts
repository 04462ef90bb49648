/**
 * The JSON form of a command that is a list of plain words, so that no shell is needed to run it.
 *
 * @returns `undefined` for a command with variables, operators, patterns, redirections or assignments
 */
export function toExecForm(command: string): string | undefined {
  if (command === '' || /[$`&|;<>()*?[\]{}~\\#!\n]/.test(command)) return undefined;
  const words = [...command.matchAll(/"[^"]*"|'[^']*'|[^\s"']+/g)].map(([word]) => word);
  const plain = words.map((word) => word.replace(/^(["'])(.*)\1$/s, '$2'));
  // A word that is quoted in part would fall apart.
  if (words.join(' ') !== command.trim().replace(/(?<!\S)\s+|\s+/g, ' ') && /["']/.test(command)) return undefined;
  if (/^[A-Za-z_]\w*=/.test(plain[0]!) || plain[0] === 'exec') return undefined;
  return `[${plain.map((word) => JSON.stringify(word)).join(', ')}]`;
}
