import { HoneError } from '@hone/core/diagnostics';
import type { PlanArg, Runtime } from '../types.js';
import type { RustFacts } from './facts.js';

/** What a production image stands on, and what that asks of the build. */
export interface RustRuntime {
  name: Runtime;
  /** `musl` links everything into the program. */
  libc: 'gnu' | 'musl';
  /** `scratch` is no image, so it has no argument. */
  image?: string;
  /** Where it has a shell, a health check can be made of it. */
  shell?: 'bash' | 'busybox';
}

/** Debian 12 under all of them, so that the C library of the builder is that of the runtime. */
const RUNTIMES: Readonly<Record<Runtime, RustRuntime>> = {
  distroless: { name: 'distroless', libc: 'gnu', image: 'gcr.io/distroless/cc-debian12:nonroot' },
  slim: { name: 'slim', libc: 'gnu', image: 'debian:bookworm-slim', shell: 'bash' },
  alpine: { name: 'alpine', libc: 'musl', image: 'alpine:3.22', shell: 'busybox' },
  scratch: { name: 'scratch', libc: 'musl' },
};

/** The newest release of Rust when this was written. */
const RUST_VERSION = '1.95';

/**
 * The runtime that the user asked for, else distroless, else Debian where the program needs libraries that distroless
 * images do not have.
 *
 * @throws HoneError when the program can't run on what was asked for
 */
export function chooseRuntime({ needs }: Pick<RustFacts, 'needs'>, wanted: Runtime | undefined): RustRuntime {
  const missing = needs.libraries.filter(({ inDistroless }) => !inDistroless);
  if (wanted === undefined) return RUNTIMES[missing.length > 0 ? 'slim' : 'distroless'];
  const runtime = RUNTIMES[wanted];
  const [lacking] = runtime.libc === 'musl' ? needs.libraries : wanted === 'distroless' ? missing : [];
  if (!lacking) return runtime;
  throw new HoneError(
    `The crate ${lacking.crate} links the system's ${lacking.name}, which a ${wanted} image has not.`,
    {
      hint: `Take \`--runtime=slim\`, or switch on the feature of ${lacking.crate} that builds the library along (\`vendored\` or \`bundled\`).`,
    },
  );
}

/** The images as arguments: what builds, and what runs. */
export function imageArgs({ channel }: Pick<RustFacts, 'channel'>, { image }: RustRuntime): PlanArg[] {
  return [
    { name: 'RUST_IMAGE', value: builderImage(channel), image: true, comment: 'What compiles.' },
    ...(image === undefined ? [] : [{ name: 'RUNTIME_IMAGE', value: image, image: true, comment: 'What runs.' }]),
    { name: 'CARGO_CHEF_VERSION', value: '0.1.78', comment: 'What compiles the dependencies apart from the sources.' },
  ];
}

/** A dated nightly has no image of its own. */
function builderImage(channel: string | undefined): string {
  if (channel?.startsWith('nightly')) return 'rustlang/rust:nightly-bookworm-slim';
  return `rust:${channel ?? RUST_VERSION}-slim-bookworm`;
}
