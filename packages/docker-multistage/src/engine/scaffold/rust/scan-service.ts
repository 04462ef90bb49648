import type { ServiceFacts } from './facts.js';

/** Crates that serve, with the port that each listens on unless it is told otherwise. */
const SERVERS: readonly { crate: string; kind: 'grpc' | 'http'; port?: number }[] = [
  { crate: 'tonic', kind: 'grpc' },
  { crate: 'axum', kind: 'http' },
  { crate: 'actix-web', kind: 'http' },
  // https://rocket.rs/guide/v0.5/configuration/
  { crate: 'rocket', kind: 'http', port: 8000 },
  { crate: 'poem', kind: 'http' },
  { crate: 'warp', kind: 'http' },
  { crate: 'salvo', kind: 'http' },
  { crate: 'tide', kind: 'http' },
  { crate: 'hyper', kind: 'http' },
];

const PORT = String.raw`(\d{2,5})`;
const LOOPBACK = String.raw`(?:127\.0\.0\.1|localhost|\[::1\])`;
const ANYWHERE = String.raw`(?:0\.0\.0\.0|127\.0\.0\.1|localhost|\[::1?\])`;

/** Ways in which a port is written, the surest first. */
const PORTS: readonly RegExp[] = [
  // `bind("0.0.0.0:8080")`, `TcpListener::bind(("127.0.0.1", 8080))`
  new RegExp(String.raw`\bbind\w*\s*\(\s*\(?\s*&?"${ANYWHERE}(?::|"\s*,\s*)${PORT}\b`, 'g'),
  // `SocketAddr::from(([0, 0, 0, 0], 8080))`, `(Ipv4Addr::UNSPECIFIED, 8080)`
  new RegExp(String.raw`\[\s*(?:0\s*,\s*0\s*,\s*0|127\s*,\s*0\s*,\s*0)\s*,\s*[01]\s*\]\s*,\s*${PORT}\b`, 'g'),
  new RegExp(String.raw`\b(?:UNSPECIFIED|LOCALHOST)\s*,\s*${PORT}\b`, 'g'),
  // `reader.parse("ROUTER_PORT", 8100)`, `env::var("PORT").unwrap_or("3000".into())`, `var_or("PORT", "3000")`
  new RegExp(String.raw`"(?:[A-Z][A-Z0-9]*_)?PORT"[^;{}]{0,120}?\b${PORT}\b`, 'g'),
  // `#[arg(long, env = "PORT", default_value_t = 8080)] port: u16`
  new RegExp(String.raw`default_value(?:_t)?\s*=\s*"?${PORT}"?[^;{}]{0,60}\bport\s*:`, 'g'),
  // `"[::1]:50051".parse()`, `"0.0.0.0:50051"`
  new RegExp(String.raw`"${ANYWHERE}:${PORT}"`, 'g'),
  // `const PORT: u16 = 8080;`, `fn default_port() -> u16 { 8080 }`
  new RegExp(String.raw`\b(?:DEFAULT_)?PORT\s*:\s*u16\s*=\s*${PORT}\b`, 'g'),
  new RegExp(String.raw`\bport\w*\s*\(\s*\)\s*->\s*u16\s*\{\s*${PORT}\s*\}`, 'g'),
];

/** A variable for the address, beside a default that only this machine reaches: `"ROUTER_HOST", [127, 0, 0, 1]`. */
const LISTEN = new RegExp(
  String.raw`"((?:[A-Z][A-Z0-9]*_)*(?:HOST|ADDR|ADDRESS|BIND|LISTEN|LISTEN_ADDR|BIND_ADDR|BIND_ADDRESS|IP))"[^;{}]{0,80}?(?:"${LOOPBACK}(?::${PORT})?"|\[\s*127\s*,\s*0\s*,\s*0\s*,\s*1\s*\]|\bLOCALHOST\b)`,
  'g',
);

const LOOPBACK_BIND = new RegExp(String.raw`\b(?:bind\w*|serve\w*|run)\s*\(\s*\(?\s*&?"${LOOPBACK}(?::|"\s*,)`);

const HEALTH_PATH = /"(\/(?:[\w-]+\/)*(?:health|healthz|healthcheck|livez|readyz|_health|ping))"/g;

const HEALTH_ARGUMENT = /"(--health(?:-?check)?|health-?check)"/;

const OPENS =
  /\b(?:File\s*::\s*open|read_to_string|fs\s*::\s*read|read_dir|ServeDir\s*::\s*new|ServeFile\s*::\s*new|Tera\s*::\s*new)\s*\(\s*&?"([\w.][\w./*-]*)"/g;

/**
 * Reads what can be told of a service from its sources and its dependencies.
 *
 * @param sources texts of the crate's sources: tests are cut off here
 * @param dependencies names of what the crate itself depends on
 */
export function scanService(sources: readonly string[], dependencies: ReadonlySet<string>): ServiceFacts {
  const texts = sources.map(withoutTests);
  const server = SERVERS.find(({ crate }) => dependencies.has(crate));
  const port = firstPort(texts) ?? server?.port;
  const listen = listenVariables(texts, port);
  const all = texts.join('\n');
  const healthPath = matches(all, HEALTH_PATH)[0];
  const healthArgument = HEALTH_ARGUMENT.exec(all)?.[1];
  return {
    kind: server?.kind ?? 'program',
    ...(port !== undefined && { port }),
    listen,
    loopbackOnly: listen.length === 0 && LOOPBACK_BIND.test(all),
    ...(healthPath !== undefined && { healthPath }),
    ...(healthArgument !== undefined && { healthArgument }),
    endsOnInterruptOnly: /\bctrl_c\s*\(/.test(all) && !/\bSignalKind\s*::\s*terminate\b|\bSIGTERM\b/.test(all),
    opens: [...new Set(matches(all, OPENS))].sort(),
  };
}

/** Up to the module of unit tests, which stands at a file's end by custom; comment lines are left out. */
function withoutTests(text: string): string {
  const tests = text.search(/^\s*#\[cfg\(test\)\]\s*\n\s*mod\b/m);
  return (tests < 0 ? text : text.slice(0, tests)).replace(/^\s*\/\/.*$/gm, '');
}

function firstPort(texts: readonly string[]): number | undefined {
  for (const pattern of PORTS) {
    for (const text of texts) {
      const found = matches(text, pattern)
        .map(Number)
        .find((port) => port >= 80 && port <= 65_535);
      if (found !== undefined) return found;
    }
  }
  return undefined;
}

function listenVariables(texts: readonly string[], port: number | undefined): ServiceFacts['listen'] {
  const found = new Map<string, string>();
  for (const text of texts) {
    for (const [, variable, own] of text.matchAll(LISTEN)) {
      if (variable === undefined) continue;
      // An address of a name such as LISTEN holds its port too, when its default does.
      found.set(variable, own === undefined ? '0.0.0.0' : `0.0.0.0:${port ?? own}`);
    }
  }
  return [...found]
    .map(([variable, value]) => ({ variable, value }))
    .sort((a, b) => (a.variable < b.variable ? -1 : 1));
}

const matches = (text: string, pattern: RegExp): string[] =>
  [...text.matchAll(pattern)].flatMap(([, found]) => (found === undefined ? [] : [found]));
