import { mkdirSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { hasCargo } from '../harness/cargo.js';
import { copyTree, edit } from '../harness/files.js';
import { check, nx, ran } from '../harness/nx.js';
import { NX_VERSIONS, type NxVersion } from '../harness/paths.js';
import { reports } from '../harness/reports.js';
import { freshWorkspace } from '../harness/workspace.js';

const cargo = await hasCargo('same result of rust-check');

/** What a report says must not depend on how, where and with what else the task ran, nor on what cargo had built. */
describe.skipIf(!cargo).each(Object.keys(NX_VERSIONS) as NxVersion[])(
  'A report on a crate has the same bytes on Nx %s',
  (version) => {
    let workspace: string;
    let expected: Record<string, string>;

    beforeAll(async () => {
      workspace = freshWorkspace('cratesReady', version);
      // An error that others wait for, warnings of the compiler and of clippy with several fixes, and a format.
      edit(workspace, 'libs/labels/src/lib.rs', (text) => `${text}\npub fn broken() -> u8 { "x" }\n`);
      edit(workspace, 'libs/ledger/src/lib.rs', (text) =>
        text.replace('let sum = ', 'let unused = 1;\n    let sum: u32 = 0 + '),
      );
      edit(workspace, 'libs/lone/src/lib.rs', (text) =>
        text.replace('number * 2', 'let name = "😀"; let _ = name.clone();\n    return number * 2;'),
      );
      expected = (await run(workspace)).reports;
      expect(Object.keys(expected)).toHaveLength(5);
    });

    async function run(root: string, args: string[] = [], selection: 'all' | string[] = 'all') {
      const result = await check(root, selection, { args: ['--skip-nx-cache', ...args] });
      return { result, reports: reports(root) };
    }

    it('in a second run, when cargo has nothing left to build', async () => {
      expect((await run(workspace)).reports).toEqual(expected);
    });

    it('without a batch, and with no target folder', async () => {
      rmSync(join(workspace, 'target'), { recursive: true });
      expect((await run(workspace, ['--batch=false'])).reports).toEqual(expected);
    });

    it('alone', async () => {
      const { result } = await run(workspace, [], ['ledger']);
      expect(ran(result)).toEqual(['ledger']);
      expect(reports(workspace)).toEqual(expected);
    });

    it('through `nx run`, in another order', async () => {
      rmSync(join(workspace, 'target'), { recursive: true });
      for (const name of ['till', 'lone', 'ledger', 'labels', 'money'])
        await nx(workspace, ['run', `${name}:rust-check`, '--skip-nx-cache']);
      expect(reports(workspace)).toEqual(expected);
    });

    it('in another folder, with another target folder', async () => {
      const elsewhere = join(dirname(workspace), 'une autre größe', 'deep', 'copy');
      mkdirSync(dirname(elsewhere), { recursive: true });
      copyTree(workspace, elsewhere);
      const target = join(dirname(workspace), 'products of cargo');
      await check(elsewhere, 'all', { args: ['--skip-nx-cache'], env: { CARGO_TARGET_DIR: target } });
      expect(reports(elsewhere)).toEqual(expected);
    });
  },
);
