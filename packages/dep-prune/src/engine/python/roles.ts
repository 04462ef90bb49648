import type { PythonProject } from '@hone/core/manifests';
import type { PythonSource, PythonSources } from '@hone/core/python';

/** Names of folders at the top of a project that serve development. */
const DEVELOPMENT_TOP =
  /^(?:docs?(?:_src)?|documentation|examples?|samples?|demos?|scripts?|tools?|benchmarks?|bench|asv_bench|perf|ci|\..*|tasks|dev|devtools|notebooks|fuzz|fuzzing|release|requirements|bin|contrib|misc|extras|typings?|stubs|packaging|tests?|testing)$/i;

/**
 * The sources with roles for judging where a dependency belongs: a file inside of the program (`app/utils/mail.py`,
 * `shop/orders/tasks.py`) is part of it, though a file of its name at the top would serve development.
 */
export function withRoles(sources: PythonSources, { root }: PythonProject): PythonSources {
  const offered = new Set(sources.modules.modules.map((module) => module.split('.')[0]));
  const correct = (source: PythonSource): PythonSource => {
    if (source.role !== 'dev') return source;
    const path = root === '.' ? source.file : source.file.slice(root.length + 1);
    const folders = path.split('/').slice(0, -1);
    const [top] = folders[0] === 'src' ? folders.slice(1) : folders;
    if (top === undefined || DEVELOPMENT_TOP.test(top) || (sources.packaged && !offered.has(top))) return source;
    return { ...source, role: 'shipped' };
  };
  return { ...sources, files: sources.files.map(correct) };
}
