import { execForm, instructionPath, shellWord } from '../quote.js';
import type { StagePlan } from '../types.js';
import { aptInstall } from '../apt.js';
import type { RustFacts } from './facts.js';
import { type Architecture, ARCHITECTURES } from './platforms.js';
import type { RustPlan } from './types.js';

/** Where the workspace lies in the stages that build. */
const WORKSPACE = '/workspace';

/** cargo's locks of these folders lie beside them, so two builds can not share them at once. */
const CARGO_MOUNTS = ['/usr/local/cargo/registry', '/usr/local/cargo/git'].map(
  (target) => `--mount=type=cache,target=${target},sharing=locked`,
);

/** Where finished programs are put for the images to take. */
export const PROGRAMS_FOLDER = '/programs';

/** The stages up to the finished programs, and those for development and tests. */
export function planBuildStages(plan: RustPlan): StagePlan[] {
  const { facts, wants } = plan;
  const targets = targetArchitectures(plan);
  const needsTests = wants('development') || wants('test');
  return [
    baseStage(plan),
    ...targets.map((one) => targetStage(plan, one)),
    plannerStage(facts),
    dependenciesStage(facts, targets.length > 0),
    buildStage(plan, targets.length > 0),
    ...(needsTests ? [devDependenciesStage(facts)] : []),
    ...(wants('development') ? [developmentStage(plan)] : []),
    ...(wants('test') ? [testStage(plan)] : []),
  ];
}

function dependenciesStage(facts: RustFacts, hasTarget: boolean): StagePlan {
  const comment = 'Every dependency, compiled. It is built again only when a manifest or the lock changes.';
  const body = [
    ...copyRecipe,
    cargoRun(facts, [`cargo chef cook --release --locked ${packageFlags(facts)} --recipe-path ${RECIPE}`]),
  ];
  if (!hasTarget) return { name: 'dependencies', from: 'base', comment, body };
  return {
    name: 'dependencies',
    from: 'target-${TARGETARCH}',
    comment,
    body,
  };
}

const RECIPE = '/recipe.json';

const copyRecipe = [`COPY --from=planner ${RECIPE} ${RECIPE}`];

/** A stage for each processor where programs are cross-compiled, or linked against musl. */
function targetArchitectures({ architectures, runtime }: RustPlan): readonly Architecture[] {
  if (architectures.length > 0) return architectures;
  return runtime.libc === 'musl' ? ARCHITECTURES : [];
}

function baseStage({ facts, architectures, runtime }: RustPlan): StagePlan {
  const { needs, config, sqlxData, hasSshSource } = facts;
  const libraries = needs.libraries.map(({ build }) => build);
  const musl = runtime.libc === 'musl' && needs.compilesC ? ['musl-tools'] : [];
  const packages = [
    ...new Set([...needs.tools, ...libraries, ...musl, ...(hasSshSource ? ['openssh-client'] : [])]),
  ].sort();
  return {
    name: 'base',
    from: '${RUST_IMAGE}',
    // The compiler runs on the machine that builds, whatever it builds for.
    ...(architectures.length > 0 && { platform: '$BUILDPLATFORM' }),
    body: [
      ...(packages.length > 0 ? [aptInstall(packages)] : []),
      'ARG CARGO_CHEF_VERSION',
      // Images that bring it along need no install.
      `RUN ${CARGO_MOUNTS.join(' \\\n    ')} \\\n    command -v cargo-chef > /dev/null || cargo install --locked "cargo-chef@\${CARGO_CHEF_VERSION}"`,
      `WORKDIR ${workFolder(facts)}`,
      `ENV CARGO_TARGET_DIR=${WORKSPACE}/target${sqlxData === undefined ? '' : ' \\\n    SQLX_OFFLINE=true'}`,
      ...(config === undefined ? [] : [copy(facts, config)]),
    ],
  };
}

/** What cargo and the C compiler are told for one processor; the cross compiler comes only where one is needed. */
function targetStage({ facts, runtime }: RustPlan, { docker, rust, gnu, packages }: Architecture): StagePlan {
  const { libraries } = facts.needs;
  const target = `${rust}-unknown-linux-${runtime.libc}`;
  const upper = target.toUpperCase().replaceAll('-', '_');
  const lower = target.replaceAll('-', '_');
  const isMusl = runtime.libc === 'musl';
  // Debian's musl for the other processor, with a compiler for it by the name that build scripts look for.
  const musl = isMusl && facts.needs.compilesC ? [`musl-dev:${docker}`] : [];
  const foreign = [...libraries.map(({ build }) => `${build}:${docker}`), ...musl];
  const compilers = [`CARGO_TARGET_${upper}_LINKER=${gnu}-gcc`, `CC_${lower}=${gnu}-gcc`];
  const finders =
    libraries.length === 0
      ? []
      : [`PKG_CONFIG_ALLOW_CROSS=1`, `PKG_CONFIG_LIBDIR_${lower}=/usr/lib/${gnu}/pkgconfig:/usr/share/pkgconfig`];
  const crossLinker = `CARGO_TARGET_${upper}_LINKER=${gnu}-gcc`;
  const muslCompiler = musl.length > 0 ? [`CC_${lower}=${rust}-linux-musl-gcc`] : [];
  const cross = aptInstall([...packages, ...foreign], {
    condition: `[ "\${BUILDARCH}" != ${docker} ]`,
    ...(foreign.length > 0 && { before: [`dpkg --add-architecture ${docker}`] }),
  });
  return {
    name: `target-${docker}`,
    from: 'base',
    body: [
      `ENV ${[`CARGO_BUILD_TARGET=${target}`, ...(isMusl ? [crossLinker, ...muslCompiler] : compilers), ...finders].join(' \\\n    ')}`,
      'ARG BUILDARCH',
      cross,
      // Also where the toolchain did not come from rustup and has the target already.
      'RUN test -d "$(rustc --print target-libdir --target "${CARGO_BUILD_TARGET}")" || rustup target add "${CARGO_BUILD_TARGET}"',
    ],
  };
}

function plannerStage(facts: RustFacts): StagePlan {
  // Where there are other members, cargo wants their manifests too, and at their own place.
  const manifests = hasOtherMembers(facts)
    ? [
        'RUN mkdir /manifests && \\\n    find . -name target -prune -o \\( -name Cargo.toml -o -name Cargo.lock \\) -exec cp --parents --target-directory=/manifests {} +',
      ]
    : [];
  return {
    name: 'planner',
    from: 'base',
    comment: 'What there is to compile besides the sources, as a file that no edit of a source changes.',
    body: [`COPY . ${WORKSPACE}`, `RUN cargo chef prepare --recipe-path ${RECIPE}`, ...manifests],
  };
}

const hasOtherMembers = ({ otherMembers }: RustFacts): boolean => otherMembers.length > 0;

function buildStage({ facts }: RustPlan, hasTarget: boolean): StagePlan {
  const programs = [facts.main, ...facts.others];
  const folder = `"\${CARGO_TARGET_DIR}"/${hasTarget ? '"${CARGO_BUILD_TARGET}"/' : ''}release`;
  const bins = programs.map(({ name }) => `--bin ${shellWord(name)}`).join(' ');
  const files = programs.map(({ name }) => `${folder}/${shellWord(name)}`).join(' ');
  return {
    name: 'build',
    from: 'dependencies',
    body: [
      ...copySources(facts, facts.sources),
      cargoRun(facts, [
        `cargo build --release --locked ${packageFlags(facts)} ${bins}`,
        `install -D --target-directory=${PROGRAMS_FOLDER} ${files}`,
      ]),
    ],
  };
}

function devDependenciesStage(facts: RustFacts): StagePlan {
  return {
    name: 'dev-dependencies',
    from: 'base',
    comment: 'The same for tests and for work on the code: without optimisation, with what only tests need.',
    body: [
      ...copyRecipe,
      '# No cache mount: cargo wants the crates when the container runs, too.',
      '# hadolint ignore=docker/no-cache-mount',
      cargoRun(facts, [`cargo chef cook --locked --tests ${packageFlags(facts)} --recipe-path ${RECIPE}`], []),
    ],
  };
}

function developmentStage({ facts, port, options }: RustPlan): StagePlan {
  const run = ['cargo', 'run', '--locked', '--package', facts.crate, '--bin', facts.main.name];
  return {
    name: 'development',
    from: 'dev-dependencies',
    comment: 'Compiles and runs the sources; restarted after an edit, it compiles only what changed.',
    body: [
      ...copySources(facts, [...facts.sources, ...facts.testSources].sort()),
      ...(options.assets.length > 0 && facts.root !== facts.cargoRoot
        ? ['# What the program reads, it looks for here.', `WORKDIR ${crateFolder(facts)}`]
        : []),
      ...listenVariables(facts),
      ...(port === undefined ? [] : [`EXPOSE ${port}`]),
      `CMD ${execForm(run)}`,
    ],
  };
}

function testStage({ facts }: RustPlan): StagePlan {
  return {
    name: 'test',
    from: 'dev-dependencies',
    body: [
      ...copySources(facts, [...facts.sources, ...facts.testSources].sort()),
      '# hadolint ignore=docker/no-cache-mount',
      cargoRun(facts, [`cargo test --locked --no-run ${packageFlags(facts)}`], []),
      `CMD ${execForm(['cargo', 'test', '--locked', '--package', facts.crate])}`,
    ],
  };
}

/** Variables that make a service reachable from outside its container. */
export function listenVariables({ service }: Pick<RustFacts, 'service'>): string[] {
  const set = service.listen.map(({ variable, value }) => `${variable}=${value}`);
  return set.length === 0
    ? []
    : [
        '# By default the service listens on its own machine alone, which is the container here.',
        `ENV ${set.join(' \\\n    ')}`,
      ];
}

function copySources(facts: RustFacts, sources: readonly string[]): string[] {
  const { cargoRoot, sqlxData } = facts;
  const at = (name: string): string => (cargoRoot === '.' ? name : `${cargoRoot}/${name}`);
  const manifests = hasOtherMembers(facts)
    ? ['COPY --from=planner /manifests ./']
    : [`COPY ${instructionPath(at('Cargo.toml'))} ${instructionPath(at('Cargo.lock'))} ./`];
  return [...manifests, ...[...sources, ...(sqlxData === undefined ? [] : [sqlxData])].map((one) => copy(facts, one))];
}

/** A path keeps its place in the workspace, wherever cargo runs. */
function copy({ cargoRoot }: RustFacts, file: string): string {
  const path = instructionPath(file);
  return `COPY ${path} ${cargoRoot === '.' ? path : `${WORKSPACE}/${path}`}`;
}

const workFolder = ({ cargoRoot }: RustFacts): string =>
  cargoRoot === '.' ? WORKSPACE : `${WORKSPACE}/${instructionPath(cargoRoot)}`;

const crateFolder = ({ root }: RustFacts): string => `${WORKSPACE}/${instructionPath(root)}`;

function packageFlags({ crate, main, others }: RustFacts): string {
  const features = [...new Set([main, ...others].flatMap((program) => program.features))].sort();
  return `--package ${shellWord(crate)}${features.length === 0 ? '' : ` --features ${shellWord(features.join(','))}`}`;
}

function cargoRun(
  { hasPrivateRegistry, hasSshSource }: RustFacts,
  commands: readonly string[],
  caches: readonly string[] = CARGO_MOUNTS,
): string {
  const mounts = [
    ...caches,
    ...(hasPrivateRegistry
      ? ['--mount=type=secret,id=cargo-credentials,target=/usr/local/cargo/credentials.toml']
      : []),
    ...(hasSshSource ? ['--mount=type=ssh'] : []),
  ];
  return `RUN ${[...mounts, commands.join(' && \\\n    ')].join(' \\\n    ')}`;
}
