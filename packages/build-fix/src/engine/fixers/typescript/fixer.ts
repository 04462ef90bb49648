import { setImmediate } from 'node:timers/promises';
import type { ts } from '@ts-morph/common';
import { joinEqual, sortCandidates } from '../suggestions/candidates.js';
import type { Candidate, FixContext, Fixer, LogEntry } from '../../types.js';
import { answerFile, commonStyle } from './answer-file.js';
import { createChangeReader } from './changes.js';
import { createFileView, type FileView } from './file-view.js';
import { type Config, createConfigFinder } from './find-config.js';
import { parseCode } from './find-diagnostic.js';
import { joinImports } from './join-imports.js';
import { loadTypeScript, type TypeScript } from './load.js';
import { createService, type Service } from './service.js';
import { namesNotExported } from './trust-among.js';

/** The service reads these; Vue's and Svelte's files are not TypeScript. */
const SOURCE = /\.[cm]?[jt]sx?$/;

/** Services that are kept from one pass to the next, and the memory above which only the last one is. */
const MOST_SERVICES = 4;
const MOST_BYTES = 1.5 * 1024 ** 3;

/** What is kept for a workspace between passes. */
interface Workspace {
  root: string;
  view: FileView;
  registry: ts.DocumentRegistry;
  /** By configuration; the one that was used last is the last. */
  services: Map<string, Service>;
  pass: number;
}

/** A fixer that holds its language services until it is told to let them go. */
export interface TypeScriptFixer extends Fixer {
  dispose(): void;
}

/** TypeScript's code fixes. */
export function createTypeScriptFixer(): TypeScriptFixer {
  let workspace: Workspace | undefined;
  const dispose = (): void => {
    for (const service of workspace?.services.values() ?? []) service.dispose();
    workspace = undefined;
  };

  return {
    id: 'typescript',
    dispose,
    propose: async (entries, context) => {
      const mine = entries.filter(({ diagnostic }) => isMine(diagnostic.ruleId, diagnostic.location?.file));
      if (mine.length === 0) return [];
      const ts = loadTypeScript();
      if (workspace?.root !== context.workspaceRoot) dispose();
      workspace ??= openWorkspace(ts, context);
      workspace.view.refresh(context.files);
      workspace.pass++;
      return proposeIn(ts, workspace, mine, context.signal);
    },
  };
}

const isMine = (ruleId: string, file: string | undefined): boolean =>
  file !== undefined && SOURCE.test(file) && parseCode(ruleId) !== undefined;

function openWorkspace(ts: TypeScript, { workspaceRoot, files }: FixContext): Workspace {
  const view = createFileView(ts, workspaceRoot, files);
  const registry = ts.createDocumentRegistry(ts.sys.useCaseSensitiveFileNames, view.root);
  return { root: workspaceRoot, view, registry, services: new Map(), pass: 0 };
}

async function proposeIn(
  ts: TypeScript,
  workspace: Workspace,
  entries: readonly LogEntry[],
  signal: AbortSignal,
): Promise<Candidate[]> {
  const { view } = workspace;
  const finder = createConfigFinder(ts, view);
  const readChanges = createChangeReader(view);
  const notExported = namesNotExported(entries);
  const candidates: Candidate[] = [];
  for (const { config, files } of groupByConfig(entries, view, finder.find)) {
    const service = openService(ts, workspace, config);
    service.update(config, finder, [...files.keys()], workspace.pass);
    const style = commonStyle(view, config.files);
    const desk = { ts, view, service, options: config.options, notExported, style, readChanges };
    for (const [file, ofFile] of files) {
      if (signal.aborted) return [];
      const answers = answerFile(desk, file, ofFile);
      const imports = answers.filter(({ isImport }) => isImport).map(({ candidate }) => candidate);
      const others = answers.filter(({ isImport }) => !isImport).map(({ candidate }) => candidate);
      candidates.push(...joinImports(imports), ...others);
      // The service never waits; others, and an abort, get their turn here.
      await setImmediate();
    }
    release(workspace);
  }
  return sortCandidates(joinEqual(candidates));
}

interface ConfigGroup {
  config: Config;
  /** By absolute name, in the order of the entries. */
  files: Map<string, LogEntry[]>;
}

function groupByConfig(
  entries: readonly LogEntry[],
  view: FileView,
  find: (file: string) => Config | undefined,
): ConfigGroup[] {
  const groups = new Map<string, ConfigGroup>();
  for (const entry of entries) {
    const file = view.toAbsolute(entry.diagnostic.location?.file ?? '');
    const config = view.exists(file) ? find(file) : undefined;
    if (!config) continue;
    const group = groups.get(config.path) ?? { config, files: new Map<string, LogEntry[]>() };
    groups.set(config.path, group);
    group.files.set(file, [...(group.files.get(file) ?? []), entry]);
  }
  return [...groups.values()];
}

function openService(ts: TypeScript, { services, view, registry }: Workspace, config: Config): Service {
  const service = services.get(config.path) ?? createService(ts, view, registry, config);
  services.delete(config.path);
  services.set(config.path, service);
  return service;
}

/** Lets go of the services that were not used for longest. */
function release({ services }: Workspace): void {
  const most = process.memoryUsage().heapUsed > MOST_BYTES ? 1 : MOST_SERVICES;
  for (const [config, service] of services) {
    if (services.size <= most) return;
    service.dispose();
    services.delete(config);
  }
}
