// Finds out whether the Rust part of the example can be run here.
import { run } from './process.mjs';

const TOOLS = [
  ['cargo', '--version'],
  ['cargo', 'clippy', '--version'],
  ['cargo', 'fmt', '--version'],
];

/**
 * Fetches the crates that the example's `Cargo.lock` names, so that the cold run measures no download.
 *
 * @returns {Promise<string | undefined>} why Rust has to be left out and what to do; nothing when all is there
 */
export async function prepareRust(workspace) {
  for (const tool of TOOLS) {
    const { code, output } = await run(tool, { cwd: workspace, quiet: true }).catch(() => ({ code: 1, output: '' }));
    if (code === 0) continue;
    const said = /^error: (.*)$/m.exec(output)?.[1];
    return [
      `\`${tool.slice(0, -1).join(' ')}\` does not run here${said ? ` (${said})` : ''}.`,
      'Install Rust 1.88 or newer with clippy and rustfmt (https://rustup.rs) and run this again.',
    ].join(' ');
  }

  console.log("Fetching the crates of the example's Cargo.lock …");
  const { code, output } = await run(['cargo', 'fetch', '--locked', '--quiet'], { cwd: workspace, quiet: true });
  if (code === 0) return undefined;
  return [
    'its crates can not be fetched; the first run needs the registry of crates.',
    `cargo says:\n${lastLines(output, 4)}`,
  ].join(' ');
}

function lastLines(text, count) {
  return text.trim().split(/\r?\n/).slice(-count).join('\n').trim();
}
