import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { homedir } from 'node:os';
import path from 'node:path';
import { normalizeName, parseToml, tableAt } from '@hone/core/manifests';
import { findVirtualEnvironment } from '@hone/core/process';
import type { EcosystemId, ProjectRequest } from '../types.js';
import { licenseExpression } from './license-expression.js';

/** What the metadata of a package's installation on this machine calls its licence; `undefined` when nothing does. */
export type LicenseReader = (name: string, version: string) => string | undefined;

/** Where each ecosystem has the metadata of what is installed. */
export const licenseReaders: Readonly<Record<EcosystemId, (request: ProjectRequest) => LicenseReader>> = {
  python: pythonLicenses,
  rust: () => cargoLicense,
  javascript: npmLicenses,
};

function pythonLicenses({ workspaceRoot, project, options }: ProjectRequest): LicenseReader {
  const root = path.join(workspaceRoot, options.environment ?? project.root);
  const folders = existsSync(path.join(root, 'pyvenv.cfg'))
    ? sitePackagesOf(root)
    : (findVirtualEnvironment(root, workspaceRoot)?.sitePackages ?? []);
  const metadata = new Map<string, string>();
  for (const folder of folders) {
    for (const entry of namesIn(folder)) {
      const [, name, version] = /^(.+?)-([^-]+)(?:-.*)?\.(?:dist|egg)-info$/.exec(entry) ?? [];
      if (name !== undefined) metadata.set(`${normalizeName(name)} ${version}`, path.join(folder, entry));
    }
  }
  return (name, version) => {
    const folder = metadata.get(`${name} ${version}`);
    const text = folder && (textOf(path.join(folder, 'METADATA')) ?? textOf(path.join(folder, 'PKG-INFO')));
    return text === undefined || text === '' ? undefined : licenseOfMetadata(text);
  };
}

/** Of an environment that the option names by its own folder. */
function sitePackagesOf(environment: string): string[] {
  const lib = path.join(environment, 'lib');
  const folders = [...namesIn(lib).map((name) => path.join(lib, name)), path.join(environment, 'Lib')];
  return folders.map((folder) => path.join(folder, 'site-packages'));
}

/** PEP 639's expression counts before the free text, and that before classifiers, which name all licences of a choice. */
export function licenseOfMetadata(text: string): string | undefined {
  const head = text.split(/\r?\n\r?\n/, 1)[0] ?? '';
  const values = (key: string): string[] =>
    [...head.matchAll(new RegExp(`^${key}:[ \\t]*(.+?)[ \\t]*\\r?$`, 'gim'))].map(([, value]) => value ?? '');
  const classifiers = values('Classifier')
    .filter((one) => one.startsWith('License ::'))
    .map((one) => licenseExpression(one.split('::').at(-1) ?? ''));
  const certain = classifiers.length > 0 && !classifiers.includes(undefined) ? classifiers.join(' AND ') : undefined;
  const candidates = [...values('License-Expression'), ...values('License')].map(licenseExpression);
  return candidates.find((one) => one !== undefined) ?? certain;
}

function cargoLicense(name: string, version: string): string | undefined {
  const sources = path.join(process.env['CARGO_HOME'] ?? path.join(homedir(), '.cargo'), 'registry', 'src');
  for (const index of namesIn(sources)) {
    const file = path.join(sources, index, `${name}-${version}`, 'Cargo.toml');
    const text = textOf(file);
    if (text === undefined) continue;
    const written = tableAt(parseToml(text, file).table, 'package')['license'];
    return typeof written === 'string' ? licenseExpression(written) : undefined;
  }
  return undefined;
}

function npmLicenses({ workspaceRoot, project }: ProjectRequest): LicenseReader {
  return (name, version) => {
    for (let folder = project.root; ; folder = path.posix.dirname(folder)) {
      const text = textOf(path.join(workspaceRoot, folder, 'node_modules', name, 'package.json'));
      const found = text === undefined ? undefined : licenseOfPackage(text, version);
      if (found !== undefined || folder === '.') return found;
    }
  };
}

/** `license` is an expression; old packages have an object, or a list of them to choose from. */
export function licenseOfPackage(text: string, version: string): string | undefined {
  try {
    const manifest = JSON.parse(text) as Record<'version' | 'license' | 'licenses', unknown>;
    if (manifest.version !== version) return undefined;
    const all = Array.isArray(manifest.licenses) ? manifest.licenses : [manifest.license ?? manifest.licenses];
    const names = all.map((one) => (typeof one === 'object' ? (one as { type?: unknown } | null)?.type : one));
    return licenseExpression(names.length === 1 ? String(names[0]) : names.map(String).join(' OR '));
  } catch {
    return undefined;
  }
}

function namesIn(folder: string): string[] {
  try {
    return readdirSync(folder).sort();
  } catch {
    return [];
  }
}

function textOf(file: string): string | undefined {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return undefined;
  }
}
