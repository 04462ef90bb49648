import { parseShell } from '../../shell/index.js';
import type { NodePackage, NodeService } from './facts.js';
import { FRAMEWORKS } from './frameworks.data.js';

const PORTS: readonly RegExp[] = [
  // `process.env.PORT ?? 3000`, `Number(process.env['PORT'] || "8080")`
  /\benv(?:\.|\[['"])(?:[A-Z][A-Z0-9]*_)*PORT(?:['"]\])?\)?\s*(?:\|\||\?\?)\s*['"]?(\d{2,5})\b/g,
  // `app.listen(3000`, `.listen({ port: 3000`
  /\.listen\(\s*(?:\{[^}]*?\bport\s*:\s*)?['"]?(\d{2,5})\b/g,
  // `const port = 3000`, `port: 8080`, `envInt("PORT", 3000)`
  /\bport\b['"]?\s*(?::\s*number\s*)?[=:]\s*(\d{2,5})\b/gi,
  /['"](?:[A-Z][A-Z0-9]*_)*PORT['"]\s*,\s*['"]?(\d{2,5})\b/g,
];

const HEALTH_PATH = /['"`](\/(?:[\w-]+\/)*(?:health|healthz|healthcheck|livez|readyz|_health|ping))['"`]/;

/** What starts a project: its scripts, else what its framework does, else its entry points. */
export interface StartFacts {
  package: NodePackage;
  /** Dependencies of the project itself, or of the root where that is everybody's. */
  dependencies: ReadonlySet<string>;
  /** Texts of its sources. */
  sources: readonly string[];
  /** Whether a file of the project is there. */
  has(file: string): boolean;
  /** What Nx builds, relative to the project's folder. */
  built?: string;
  nextStandalone: boolean;
}

/** Reads what can be told of a service from its manifest, its dependencies and its sources. */
export function scanNodeService(facts: StartFacts): NodeService {
  const { dependencies, sources } = facts;
  const { scripts } = facts.package;
  const framework = FRAMEWORKS.find(({ dependency }) => dependencies.has(dependency));
  const texts = sources.map((text) => text.replace(/^\s*\/\/.*$/gm, ''));
  const { words: start, notes } = startWords(facts, framework?.start);
  const worker = scriptWords(scripts, ['start:worker', 'worker']);
  const scheduler = scriptWords(scripts, ['start:scheduler', 'scheduler', 'cron']);
  const development = ['dev', 'start:dev', 'develop', 'watch'].find((name) => scripts[name] !== undefined);
  const isLoopback = framework?.name === 'Fastify' && !texts.some((text) => /['"](?:0\.0\.0\.0|::)['"]/.test(text));
  const setByVariable = (framework?.environment ?? []).length > 0;
  return {
    framework: framework?.name,
    port: firstPort(texts) ?? framework?.port,
    healthPath: texts.map((text) => HEALTH_PATH.exec(text)?.[1]).find((path) => path !== undefined),
    environment: framework?.environment ?? [],
    start,
    ...(worker && { worker }),
    ...(scheduler && { scheduler }),
    development: development === undefined ? undefined : ['run', development],
    hasTests: scripts['test'] !== undefined && !/no test specified/.test(scripts['test']),
    notes: [
      ...notes,
      ...(isLoopback && !setByVariable
        ? ["Fastify listens on its own machine alone unless told otherwise: give `listen` the host '0.0.0.0'."]
        : []),
    ],
  };
}

function firstPort(texts: readonly string[]): number | undefined {
  for (const pattern of PORTS) {
    for (const text of texts) {
      const ports = [...text.matchAll(pattern)].map(([, port]) => Number(port));
      const found = ports.find((port) => port >= 80 && port <= 65_535);
      if (found !== undefined) return found;
    }
  }
  return undefined;
}

/** The last step is what is there by custom. */
const ENTRY_FILES = [
  'dist/main.js',
  'dist/index.js',
  'dist/server.js',
  'server.js',
  'index.js',
  'src/index.js',
  'app.js',
];

function startWords(
  { package: own, has, built, nextStandalone }: StartFacts,
  usual: readonly string[] | undefined,
): { words: readonly string[]; notes: string[] } {
  if (built !== undefined) return { words: ['node', built], notes: [] };
  if (nextStandalone) return { words: ['node', 'server.js'], notes: [] };
  const scripted = scriptWords(own.scripts, ['start:prod', 'start']);
  if (scripted) return { words: scripted, notes: [] };
  const needsShell = own.scripts['start'] !== undefined;
  const file = usual ? undefined : (own.main ?? own.bin[0] ?? ENTRY_FILES.find(has));
  const words = usual ?? ['node', file ?? 'index.js'];
  const notes = [
    ...(needsShell ? ['The script `start` needs a shell: name the command with `--command`.'] : []),
    ...(usual === undefined && file === undefined
      ? ['Nothing says what starts the project: name it with `--command`, or add a script `start`.']
      : []),
  ];
  return { words, notes };
}

/** Programs that only run another: what they are called with is left out, what they run is kept. */
const WRAPPERS = new Set(['cross-env', 'dotenv', 'env']);

/** Commands of a framework that Node does as well by itself. */
const INSTEAD: Readonly<Record<string, readonly string[]>> = { 'nest start': ['node', 'dist/main.js'] };

/** The words of the first of these scripts that is one plain command; its variables are not kept. */
function scriptWords(
  scripts: Readonly<Record<string, string>>,
  names: readonly string[],
): readonly string[] | undefined {
  for (const name of names) {
    const text = scripts[name];
    if (text === undefined) continue;
    const { commands } = parseShell(text);
    const [command] = commands;
    if (!command || commands.length > 1 || /[\n;|&<>`$]/.test(text)) continue;
    let words = [command.word, ...command.args].map((word) => word.text);
    while (words[0] !== undefined && (WRAPPERS.has(words[0]) || /^[A-Z_][A-Z0-9_]*=/.test(words[0])))
      words = words.slice(1);
    if (words.length === 0) continue;
    // A script that calls another says the same again.
    const called = /^(?:npm|pnpm|yarn)$/.test(words[0] ?? '')
      ? words.findLast((word) => !word.startsWith('-'))
      : undefined;
    if (called !== undefined) return called === name ? undefined : scriptWords(scripts, [called]);
    return INSTEAD[words.slice(0, 2).join(' ')] ?? words;
  }
  return undefined;
}
