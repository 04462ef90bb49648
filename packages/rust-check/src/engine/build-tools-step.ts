import type { Diagnostic } from '@hone/core/diagnostics';
import {
  createBuildToolFacts,
  createScriptReader,
  missingBuildTools,
  missingToolDiagnostic,
  probeBuildTools,
} from './build-tools/index.js';
import type { Checked, CheckedCrate } from './crate.js';
import type { Partition } from './partition.js';

/** Sets aside the crates whose build certainly lacks an outside tool, before cargo meets it in the middle of the call. */
export async function setAsideUnbuildable(
  crates: readonly CheckedCrate[],
  partition: Partition,
): Promise<{ crates: CheckedCrate[]; rejected: Checked[] }> {
  const { buildActive, memberOf, crossCompiled, workspaceRoot, cargoRoot, signal } = partition;
  const readText = createScriptReader();
  const facts = crates.map((crate) => {
    const [member, packages] = [memberOf(crate), buildActive.get(crate)];
    return member && packages
      ? createBuildToolFacts(member, crate.crate.file, packages, { crossCompiled, readText })
      : undefined;
  });
  const known = facts.filter((one) => one !== undefined && one.packages.length > 0);
  const environment = await probeBuildTools(known as NonNullable<(typeof known)[number]>[], {
    workspaceRoot,
    cwd: cargoRoot,
    signal,
  });
  const rejected: Checked[] = [];
  const buildable = crates.filter((crate, index) => {
    const missing = facts[index] ? missingBuildTools(facts[index], environment) : [];
    if (missing.length === 0) return true;
    const level = crate.task.options.onMissingProtoc === 'skip' ? 'warning' : 'error';
    rejected.push([crate, missing.map((one): Diagnostic => missingToolDiagnostic(one, crate.crate.file, level))]);
    return false;
  });
  return { crates: buildable, rejected };
}
