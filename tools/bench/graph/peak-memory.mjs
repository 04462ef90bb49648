// Loaded into every process of a measured command: leaves its peak memory in KiB as the name of a file.
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';

const folder = process.env.HONE_BENCH_MEMORY;
process.on('exit', () => {
  if (!folder) return;
  try {
    writeFileSync(join(folder, `${process.resourceUsage().maxRSS}-${process.pid}`), '');
  } catch {
    // The folder is gone with the workspace.
  }
});
