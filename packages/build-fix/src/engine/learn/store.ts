import { randomBytes } from 'node:crypto';
import path from 'node:path';
import { errorMessage } from '@hone/core/diagnostics';
import type { Learned } from '../types.js';
import { type Explanation, explainRows } from './explain.js';
import { keyOf, type LearnedRow, mergeRows, parseLearned, renderLearned } from './learned-rows.js';
import {
  closeDatabase,
  type Database,
  type DatabaseOptions,
  moveAside,
  openDatabase,
  troubleOf,
} from './open-database.js';
import { takePending, writePending } from './pending.js';

/** One fix that was tried, and whether it was kept. */
export interface Trial {
  fingerprint: string;
  fixer: string;
  project: string;
  kept: boolean;
}

export interface StoreOptions {
  /** Told of what is wrong with the store, and what was done about it. Default: nobody. */
  tell?(problem: string): void;
  /** How long other processes that write are waited for. Default 5 s. */
  timeoutMs?: number;
}

/** What was learned on this machine; several processes use it at once. Nothing that it does throws for a bad file. */
export interface Store {
  record(this: void, trials: readonly Trial[]): void;
  /** Of all projects together. */
  outcomes: Learned;
  /** A file to share, the same bytes for the same outcomes. */
  export(this: void): string;
  /**
   * Takes in what others learned; the order of imports does not matter, nor a repetition.
   *
   * @param file for messages
   * @returns the number of rows of the file
   * @throws HoneError when the text is no such file
   */
  import(this: void, text: string, file: string): number;
  explain(this: void, fingerprint: string): Explanation;
  close(this: void): void;
}

const SCHEMA = `
  CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
  INSERT INTO meta VALUES ('source', lower(hex(randomblob(6))));
  CREATE TABLE outcomes (
    fingerprint TEXT NOT NULL, fixer TEXT NOT NULL, project TEXT NOT NULL, source TEXT NOT NULL,
    tried INTEGER NOT NULL, kept INTEGER NOT NULL,
    PRIMARY KEY (fingerprint, fixer, project, source)
  ) WITHOUT ROWID`;
const INSERT = 'INSERT INTO outcomes VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT DO UPDATE SET';
const ADD = `${INSERT} tried = tried + excluded.tried, kept = kept + excluded.kept`;
const MERGE = `${INSERT} tried = max(tried, excluded.tried), kept = max(kept, excluded.kept)`;

/**
 * Opens the store of learned outcomes in a folder, and makes it where there is none.
 *
 * @param folder absolute path, see `storeFolder`
 */
export function openStore(folder: string, { tell = () => undefined, timeoutMs }: StoreOptions = {}): Store {
  const options: DatabaseOptions = {
    file: path.join(folder, 'learned.db'),
    version: 1,
    schema: SCHEMA,
    timeoutMs,
    tell,
  };
  /** Rows of this run while there is no database, under a source of their own. */
  const pending = new Map<string, LearnedRow>();
  const ownSource = randomBytes(6).toString('hex');
  let db = openDatabase(options);

  /** Does something with the database; one that turns out to be damaged is made anew, one that stays locked let be. */
  const attempt = <T>(action: (database: Database) => T, otherwise: () => T): T => {
    for (let tries = 0; db && tries < 2; tries++) {
      try {
        return action(db);
      } catch (error) {
        db.close();
        if (troubleOf(error) === 'damaged') {
          moveAside(options, 'damaged');
          db = openDatabase(options);
        } else {
          tell(`${options.file} cannot be used (${errorMessage(error)}); what this run learns is kept beside it.`);
          db = undefined;
        }
      }
    }
    return otherwise();
  };

  const merge = (database: Database, rows: readonly LearnedRow[]): void => write(database, MERGE, rows);
  if (db)
    attempt(
      (database) => takePending(folder, (rows) => merge(database, rows)),
      () => undefined,
    );

  const keepPending = (rows: readonly LearnedRow[]): void => {
    for (const row of rows) pending.set(keyOf(row), row);
    try {
      writePending(folder, ownSource, [...pending.values()]);
    } catch (error) {
      tell(`What this run learns is lost: ${errorMessage(error)}`);
    }
  };
  const rows = (where = '', ...values: string[]): LearnedRow[] => {
    const select = (database: Database) =>
      database.prepare(`SELECT * FROM outcomes ${where}`).all(...values) as LearnedRow[];
    return attempt(select, () => [...pending.values()]).map(onlyColumns);
  };

  return {
    record(trials) {
      const counted = (source: string) => countTrials(trials, source);
      attempt(
        (database) => write(database, ADD, counted(sourceOf(database))),
        () => keepPending(counted(ownSource).map((row) => added(row, pending.get(keyOf(row))))),
      );
    },
    outcomes(fingerprint, fixer) {
      const found = rows('WHERE fingerprint = ? AND fixer = ?', fingerprint, fixer).filter(
        (row) => row.fingerprint === fingerprint && row.fixer === fixer,
      );
      return found.length === 0 ? undefined : found.reduce((sum, row) => added(sum, row));
    },
    export: () => renderLearned(mergeRows(rows())),
    import(text, file) {
      const read = parseLearned(text, file);
      attempt(
        (database) => merge(database, read),
        () => keepPending(mergeRows([...pending.values()], read)),
      );
      return read.length;
    },
    explain: (fingerprint) => explainRows(fingerprint, rows('WHERE fingerprint = ?', fingerprint)),
    close() {
      if (db) closeDatabase(db);
      db = undefined;
    },
  };
}

function write(database: Database, sql: string, rows: readonly LearnedRow[]): void {
  const statement = database.prepare(sql);
  database
    .transaction(() => {
      for (const { fingerprint, fixer, project, source, tried, kept } of rows) {
        statement.run(fingerprint, fixer, project, source, tried, kept);
      }
    })
    .immediate();
}

function sourceOf(database: Database): string {
  return (database.prepare("SELECT value FROM meta WHERE key = 'source'").get() as { value: string }).value;
}

function countTrials(trials: readonly Trial[], source: string): LearnedRow[] {
  const rows = new Map<string, LearnedRow>();
  for (const { kept, ...trial } of trials) {
    const row = { ...trial, source, tried: 1, kept: Number(kept) };
    rows.set(keyOf(row), added(row, rows.get(keyOf(row))));
  }
  return [...rows.values()];
}

function added(row: LearnedRow, other: LearnedRow | undefined): LearnedRow {
  return other ? { ...row, tried: row.tried + other.tried, kept: row.kept + other.kept } : row;
}

/** The driver may add facts of its own to a row. */
function onlyColumns({ fingerprint, fixer, project, source, tried, kept }: LearnedRow): LearnedRow {
  return { fingerprint, fixer, project, source, tried, kept };
}
