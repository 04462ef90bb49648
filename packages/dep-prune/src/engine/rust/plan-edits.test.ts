import { applyTextEdits } from '@hone/core/edits';
import { expect, it } from 'vitest';
import type { Declaration, Verdict, VerdictKind } from '../types.js';
import { planRustEdits } from './plan-edits.js';

const text = `[package]
name = "app"

[features]
default = ["json", "dep:log"]
json = ["dep:serde_json", "serde?/derive"]

[dependencies]
anyhow = "1"  # errors
log = { version = "0.4", optional = true }
serde_json = { version = "1", optional = true }
tempfile = "3"

[dev-dependencies]
insta = "1"

[target.'cfg(windows)'.dependencies]
winapi = { version = "0.3", features = ["winuser"] }

[build-dependencies]
anyhow = "1"
`;

it('takes an entry of the workspace, and no feature of its root package', () => {
  const more = { part: 'workspace', group: '[workspace.dependencies]' } as const;
  const before = `[workspace.dependencies]\nlog = "1"\nold = "1"\n${text}`;
  expect(edit('log', 'unused', more, false, before)).toBe(before.replace('log = "1"\n', ''));
});

function edit(name: string, kind: VerdictKind, more: Partial<Declaration> = {}, split = false, before = text): string {
  const declaration: Declaration = {
    ecosystem: 'rust',
    name,
    written: name,
    scope: 'runtime',
    group: '[dependencies]',
    file: 'Cargo.toml',
    extras: [],
    ...more,
  };
  const verdict: Verdict = { ecosystem: 'rust', name, kind, reason: '', declarations: [declaration], evidence: [] };
  return applyTextEdits(before, planRustEdits([verdict], new Map([['Cargo.toml', before]]), { split }));
}

it('takes a crate out of the table that it stands in, and out of no other', () => {
  expect(edit('anyhow', 'unused')).toBe(text.replace('anyhow = "1"  # errors\n', ''));
  const build = edit('anyhow', 'unused', { group: '[build-dependencies]', scope: 'build' });
  expect(build).toContain('anyhow = "1"  # errors');
  expect(build).not.toMatch(/\[build-dependencies\]\nanyhow/);
});

it('takes it out of the features that name it', () => {
  expect(edit('serde_json', 'unused', { scope: 'optional' })).toBe(
    text.replace('serde_json = { version = "1", optional = true }\n', '').replace('"dep:serde_json", ', ''),
  );
});

it('finds tables of platforms', () => {
  const group = "[target.'cfg(windows)'.dependencies]";
  expect(edit('winapi', 'unused', { group, condition: 'cfg(windows)' })).not.toContain('winapi');
});

it('moves to the development dependencies when it is asked to', () => {
  expect(edit('tempfile', 'dev-only')).toBe(text);
  expect(edit('tempfile', 'dev-only', {}, true)).toBe(
    text.replace('tempfile = "3"\n', '').replace('insta = "1"\n', 'insta = "1"\ntempfile = "3"\n'),
  );
});

it('leaves a feature that only has the name of a crate', () => {
  const own =
    '[features]\ndefault = ["log"]\nlog = ["dep:log"]\n\n[dependencies]\n# log: for servers\nlog = { version = "0.4", optional = true }\n';
  const declaration: Declaration = {
    ecosystem: 'rust',
    name: 'log',
    written: 'log',
    scope: 'optional',
    file: 'Cargo.toml',
    extras: [],
  };
  const verdict: Verdict = {
    ecosystem: 'rust',
    name: 'log',
    kind: 'unused',
    reason: '',
    declarations: [declaration],
    evidence: [],
  };
  expect(applyTextEdits(own, planRustEdits([verdict], new Map([['Cargo.toml', own]]), {}))).toBe(
    '[features]\ndefault = ["log"]\nlog = []\n\n[dependencies]\n',
  );
});
