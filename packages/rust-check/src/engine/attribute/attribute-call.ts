import path from 'node:path';
import type { Diagnostic } from '@hone/core/diagnostics';
import type { CheckedCrate } from '../crate.js';
import {
  type CargoMessage,
  type CargoNotice,
  collectDiagnostics,
  type MessageContext,
  parseCargoNotices,
} from '../messages/index.js';
import { compilerFailed, finding, manifestRemark, notChecked } from '../rules/index.js';
import { tidyWords } from '../tidy.js';
import type { CargoCall } from '../cargo/call.js';
import { parsePackageId } from '../cargo/package-id.js';
import { describeBuildMessages, describeBuildScript } from './build-script.js';
import type { AttributionContext } from './context.js';
import { describeDependency } from './dependency.js';
import { type FailedPackage, findFailedPackages } from './failed-packages.js';

/** Gives each crate of a call what the call says of it, and of what it depends on. */
export function attributeCall(
  crates: readonly CheckedCrate[],
  call: CargoCall,
  context: AttributionContext,
): Map<CheckedCrate, Diagnostic[]> {
  const notices = parseCargoNotices(call.stderr);
  const failed = findFailedPackages({ messages: call.messages, notices });
  return new Map(crates.map((crate) => [crate, diagnose(crate, call, notices, failed, context)]));
}

function diagnose(
  crate: CheckedCrate,
  call: CargoCall,
  notices: readonly CargoNotice[],
  failed: ReadonlyMap<string, FailedPackage>,
  context: AttributionContext,
): Diagnostic[] {
  const folder = path.join(context.workspaceRoot, crate.crate.root);
  const id = context.idOf(crate) ?? [...call.messages.keys()].find((one) => parsePackageId(one)?.folder === folder);
  const messages = (id === undefined ? undefined : call.messages.get(id)) ?? [];
  const own = collectDiagnostics(messages, messageContext(crate, context));
  const remarks = notices.flatMap((notice) => describeNotice(crate, notice, context));
  const found = [...own, ...remarks];
  if (call.success === true) return found;

  const ownFailure = [...failed.values()].find((one) => one.id === id || one.folder === folder || isSame(one, crate));
  if (ownFailure?.cause.kind === 'build-script') {
    found.push(...describeBuildScript(crate, ownFailure.cause.notice, context));
  } else if (call.success === false && !own.some(({ level }) => level === 'error')) {
    const died = notices.find(
      (notice) => notice.kind === 'not-compiled' && notice.package === crate.crate.package.name,
    ) as (CargoNotice & { kind: 'not-compiled' }) | undefined;
    if (died) found.push(compilerDied(crate, died, context));
  }
  const closure = context.closureOf(crate);
  const hasOutput = messages.some(isOutput);
  const culprits = [...failed.values()].filter(
    (one) => one !== ownFailure && (closure ? closure.has(one.id) || isNamed(one, closure) : !hasOutput),
  );
  found.push(...culprits.sort(byName).flatMap((culprit) => describeDependency(crate, culprit, context)));
  if (call.success === false && !hasOutput && !found.some(({ level }) => level === 'error')) {
    found.push(unexplained(crate));
  }
  return found;
}

/** What reading the messages of a crate takes. */
export function messageContext({ crate }: CheckedCrate, context: AttributionContext): MessageContext {
  const { workspaceRoot, cargoRoot, targetDirectory, sources } = context;
  return {
    workspaceRoot,
    cargoRoot,
    crateRoot: crate.root,
    ...(targetDirectory !== undefined && { targetDirectory }),
    sources,
  };
}

function describeNotice(crate: CheckedCrate, notice: CargoNotice, context: AttributionContext): Diagnostic[] {
  const { file, package: declared } = crate.crate;
  if (notice.kind === 'manifest') {
    if (path.relative(path.join(context.workspaceRoot, file), notice.file) !== '') return [];
    const message = tidyWords(`Cargo remarks on the manifest: ${notice.message}.`, context);
    return [finding(manifestRemark, { message, level: notice.level, location: { file } })];
  }
  if (notice.kind !== 'build-script-message' || notice.package !== declared.name) return [];
  return describeBuildMessages(crate, notice, context);
}

function compilerDied(
  { crate }: CheckedCrate,
  { target, cause }: CargoNotice & { kind: 'not-compiled' },
  context: AttributionContext,
): Diagnostic {
  const how = /\((signal: [^)]*|exit (?:status|code): [^)]*)\)\s*$/.exec(cause)?.[1] ?? tidyWords(cause, context);
  const message = `The compiler ended before it was through with \`${crate.package.name}\` (${target}): ${how}.`;
  return finding(compilerFailed, { message, location: { file: crate.file } });
}

function unexplained({ crate }: CheckedCrate): Diagnostic {
  const message = `Cargo ended with an error before it came to \`${crate.package.name}\`.`;
  return finding(notChecked, { message, location: { file: crate.file } });
}

/** Something of the crate besides its build script was checked. */
function isOutput(message: CargoMessage): boolean {
  return message.reason === 'compiler-artifact' && !message.target.kind.includes('custom-build');
}

/** For ids that could only be put together from a name and a version. */
function isSame({ id, name }: FailedPackage, { crate }: CheckedCrate): boolean {
  return id.endsWith(' (?)') && name === crate.package.name;
}

function isNamed({ id, name, version }: FailedPackage, closure: ReadonlySet<string>): boolean {
  if (!id.endsWith(' (?)')) return false;
  return [...closure].some((one) => {
    const parsed = parsePackageId(one);
    return parsed?.name === name && (version === '?' || parsed.version === version);
  });
}

function byName(a: FailedPackage, b: FailedPackage): number {
  if (a.id === b.id) return 0;
  return `${a.name} ${a.version}` < `${b.name} ${b.version}` ? -1 : 1;
}
