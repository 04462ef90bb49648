import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import type { Diagnostic } from '@hone/core/diagnostics';
import { createCargoSlicer, readCargoLock, readCargoProjects } from '@hone/core/cargo';
import { createSourceReader } from '../messages/index.js';
import {
  advisoryDiagnostics,
  type AdvisoryCrate,
  checkAdvisories,
  parseAuditOutput,
  parseDenyOutput,
} from './index.js';

const fixtures = fileURLToPath(new URL('fixtures', import.meta.url));
const workspaceRoot = join(fixtures, 'workspace');
/**
 * What cargo-deny 0.20.2 and cargo-audit 0.22.2 printed for the workspace beside it, with a database of three advisories
 * that was made for it, and without a network.
 */
const recorded = (name: string): string => readFileSync(join(fixtures, 'recorded', name), 'utf8');

const projects = readCargoProjects(workspaceRoot, ['Cargo.toml', 'a/Cargo.toml', 'b/Cargo.toml']);
const slicer = createCargoSlicer(readCargoLock(workspaceRoot, '.')!, projects);
const crates: AdvisoryCrate[] = projects.crates.map(({ root, file, package: { name, version }, dependencies }) => ({
  root,
  file,
  name,
  ...(version !== undefined && { version }),
  cargoRoot: '.',
  dependencies: dependencies.map(({ name: of, line }) => ({ name: of, ...(line !== undefined && { line }) })),
  closure: slicer.slice(root).packages,
}));
const sources = createSourceReader(workspaceRoot);

const brief = (diagnostics: readonly Diagnostic[] | undefined): string[] =>
  (diagnostics ?? []).map(
    ({ ruleId, level, location }) =>
      `${location!.file}${location!.region ? `:${location!.region.start.line}` : ''} ${level} ${ruleId}`,
  );

describe('cargo-deny', () => {
  const found = advisoryDiagnostics(parseDenyOutput(recorded('deny.jsonl')).findings, crates, sources);

  it('is told to the crates whose closure holds the package, at the dependency that brings it in', () => {
    expect(brief(found.get('a'))).toEqual([
      'a/Cargo.toml:5 error rejected',
      'a/Cargo.toml:7 error RUSTSEC-2020-0071',
      'a/Cargo.toml:7 error banned',
      'a/Cargo.toml:8 error RUSTSEC-2099-0001',
    ]);
  });

  it('keeps what is about a crate of the workspace to that crate, and a clash to the crate that sees both', () => {
    expect(brief(found.get('b'))).toEqual([
      'b/Cargo.toml warning no-license-field',
      'b/Cargo.toml error unlicensed',
      'b/Cargo.toml:2 warning unlicensed',
      'b/Cargo.toml:7 error RUSTSEC-2020-0071',
      'b/Cargo.toml:7 error RUSTSEC-2099-0001',
      'b/Cargo.toml:7 error banned',
      'b/Cargo.toml:7 warning duplicate',
      'b/Cargo.toml:7 error wildcard',
    ]);
  });

  it('says what, by which way, and what to do', () => {
    const of = (ruleId: string) => found.get('b')!.find((diagnostic) => diagnostic.ruleId === ruleId)!;
    expect(of('RUSTSEC-2020-0071')).toMatchObject({
      tool: 'cargo-deny',
      message: 'time 0.1.43: Potential segfault in the time crate',
      hint: 'Upgrade to >=0.2.23 (try `cargo update -p time`). Comes in by a → time.',
    });
    expect(of('banned')).toMatchObject({
      message: "crate 'winapi = 0.3.9' is explicitly banned: banned here",
      hint: 'Comes in by a → time → winapi.',
    });
    expect(found.get('a')![0]!.message).toBe(
      'a 0.1.0: failed to satisfy license requirements: MIT: rejected: license is not explicitly allowed',
    );
  });

  it('does not depend on which crates are asked about', () => {
    const alone = advisoryDiagnostics(parseDenyOutput(recorded('deny.jsonl')).findings, [crates[1]!], sources);
    expect(alone.get('b')).toEqual(found.get('b'));
  });
});

it('cargo-audit is told the same way', () => {
  const found = advisoryDiagnostics(parseAuditOutput(recorded('audit.json')).findings, crates, sources);
  expect(brief(found.get('a'))).toEqual([
    'a/Cargo.toml:7 error RUSTSEC-2020-0071',
    'a/Cargo.toml:7 warning RUSTSEC-2099-0002',
    'a/Cargo.toml:8 warning RUSTSEC-2099-0001',
  ]);
  expect(found.get('a')![0]).toMatchObject({
    tool: 'cargo-audit',
    message: 'time 0.1.43: Potential segfault in the time crate',
    hint: 'Upgrade to >=0.2.23 (try `cargo update -p time`).',
  });
});

describe('checkAdvisories', () => {
  const check = (tool: 'deny' | 'audit', failing: 'yes' | 'no', script = join(fixtures, 'replay.mjs')) =>
    checkAdvisories(crates, {
      workspaceRoot,
      tool,
      command: { program: process.execPath, args: [script, join(fixtures, 'recorded'), failing, tool] },
      sources,
    });

  it('reads what the tool prints', async () => {
    expect(brief((await check('deny', 'no')).get('a'))).toContain('a/Cargo.toml:7 error banned');
    expect(brief((await check('audit', 'no')).get('a'))).toContain('a/Cargo.toml:7 error RUSTSEC-2020-0071');
  });

  it('says that the database cannot be reached, and still tells what needs none', async () => {
    const deny = (await check('deny', 'yes')).get('a')!;
    expect(brief(deny)).toEqual([
      'a/Cargo.toml error rust/advisories-unreachable',
      'a/Cargo.toml:5 error rejected',
      'a/Cargo.toml:7 error banned',
    ]);
    expect(brief((await check('audit', 'yes')).get('b'))).toEqual(['b/Cargo.toml error rust/advisories-unreachable']);
    expect(JSON.stringify(deny)).not.toContain('/home/');
  });

  it('never takes a tool that dies for one that finds nothing', async () => {
    for (const tool of ['deny', 'audit'] as const) {
      expect(brief((await check(tool, 'no', join(fixtures, 'no-such-script.mjs'))).get('a'))).toEqual([
        'a/Cargo.toml error rust/advisories-failed',
      ]);
    }
  });
});
