import { HoneError, renderError } from '@hone/core/diagnostics';
import type { CliContext } from './command.js';
import { commands } from './commands/index.js';

/**
 * Runs a command of `build-fix`.
 *
 * @param args behind the program's name
 * @returns the exit code: 0, or 2 for a wrong call or a file that cannot be used
 */
export async function runCli(args: readonly string[], context: CliContext): Promise<number> {
  const [name, ...rest] = args;
  if (name === undefined || name === '--help' || name === '-h' || name === 'help') {
    context.print(renderHelp());
    return name === undefined ? 2 : 0;
  }
  try {
    const entry = commands.find((command) => command.name === name);
    if (!entry) throw new HoneError(`There is no command ${name}.`, { hint: 'See `build-fix --help`.' });
    const command = await entry.load();
    if (rest.includes('--help') || rest.includes('-h')) {
      context.print(`Usage: build-fix ${command.usage}`);
      return 0;
    }
    return await command.run(rest, context);
  } catch (error) {
    context.warn(renderError(error));
    return 2;
  }
}

function renderHelp(): string {
  const lines = commands.map(({ name, summary }) => `  ${name.padEnd(10)}${summary}`);
  return ['Usage: build-fix <command> [options]', '', ...lines, '', 'build-fix <command> --help tells more.'].join(
    '\n',
  );
}
