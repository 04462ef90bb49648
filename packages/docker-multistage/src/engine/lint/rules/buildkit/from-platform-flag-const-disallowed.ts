import { stagesOf, variablesIn } from '../../../dockerfile/index.js';
import type { Finding, Rule } from '../../rule.js';

/** Architectures that a platform may consist of alone (containerd/platforms). */
const ARCHITECTURES = new Set([
  '386',
  'amd64',
  'amd64p32',
  'arm',
  'arm64',
  'armbe',
  'arm64be',
  'loong64',
  'mips',
  'mips64',
  'mips64le',
  'mipsle',
  'ppc',
  'ppc64',
  'ppc64le',
  'riscv',
  'riscv64',
  's390',
  's390x',
  'sparc',
  'sparc64',
  'wasm',
  'x86_64',
  'x86-64',
  'aarch64',
  'armhf',
  'armel',
  'i386',
]);
const SYSTEMS = new Set([
  'aix',
  'android',
  'darwin',
  'dragonfly',
  'freebsd',
  'illumos',
  'ios',
  'js',
  'linux',
  'netbsd',
  'openbsd',
  'plan9',
  'solaris',
  'wasip1',
  'windows',
  'zos',
  'macos',
]);

/** Other names of architectures. */
const ALIASES: Record<string, string> = {
  x86_64: 'amd64',
  'x86-64': 'amd64',
  aarch64: 'arm64',
  armhf: 'arm',
  armel: 'arm',
  i386: '386',
};

export const fromPlatformFlagConstDisallowed: Rule = {
  id: 'FromPlatformFlagConstDisallowed',
  source: 'buildkit',
  summary: 'FROM asks for one fixed platform.',
  reason: 'The image can then not be built for another platform; pass the platform to the build instead.',
  severity: 'warning',
  bad: 'FROM --platform=linux/amd64 alpine AS base\n',
  good: 'FROM --platform=${BUILDPLATFORM} alpine AS base\n',
  *check(file): Generator<Finding> {
    for (const { instruction, from, name = '' } of stagesOf(file).all) {
      const { platform } = from;
      if (!platform?.value || variablesIn(platform.value, file.escape).length > 0) continue;
      const parsed = parsePlatform(platform.value);
      if (!parsed || name.includes(parsed.system) || name.includes(parsed.architecture)) continue;
      const message = `FROM --platform flag should not use constant value "${platform.value}".`;
      yield { of: instruction, at: platform, message, hint: 'A stage whose name says the platform is left alone.' };
    }
  },
};

function parsePlatform(text: string): { system: string; architecture: string } | undefined {
  const parts = text.toLowerCase().split('/');
  if (parts.length > 3 || !parts.every((part) => /^[\w.-]+(?:\([\w.-]*\))?$/.test(part))) return undefined;
  const [first = '', second] = parts;
  const architecture = (name: string) => ALIASES[name] ?? name;
  if (second !== undefined) return { system: first, architecture: architecture(second) };
  if (SYSTEMS.has(first)) return { system: first, architecture: 'amd64' };
  return ARCHITECTURES.has(first) ? { system: 'linux', architecture: architecture(first) } : undefined;
}
