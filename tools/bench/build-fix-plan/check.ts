import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { embeddedRuffVersion, run } from '@hone/e2e/harness';
import { makePythonTools } from '../lib/installation.js';

export const LOGS = { rust: 'cargo.json', python: 'ruff.json', typescript: 'tsc.log' };

/**
 * Writes what cargo, ruff and tsc say of the files, as they say it to a machine or in a log.
 *
 * @param app the project's folder
 * @returns seconds by tool
 */
export async function writeLogs(app: string, folder: string): Promise<Record<string, number>> {
  const tools = await makePythonTools(embeddedRuffVersion);
  const tsc = join(import.meta.dirname, '../../../node_modules/typescript/bin/tsc');
  const checks = [
    [LOGS.rust, ['cargo', 'check', '--quiet', '--message-format=json']],
    [LOGS.python, [tools.ruff, 'check', '--output-format=json', '.']],
    [LOGS.typescript, [process.execPath, tsc, '--noEmit']],
  ] as const;
  const times: Record<string, number> = {};
  for (const [log, command] of checks) {
    const { output, seconds } = await run(command, { cwd: app });
    times[log.split('.')[0] ?? log] = seconds;
    writeFileSync(join(folder, log), output);
  }
  return times;
}
