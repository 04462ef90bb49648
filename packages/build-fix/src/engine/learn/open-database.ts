import { existsSync, mkdirSync, renameSync, rmdirSync, statSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { errorMessage } from '@hone/core/diagnostics';
import type LibsqlDatabase from 'libsql';

/** A connection to an SQLite file. */
export type Database = LibsqlDatabase.Database;

export interface DatabaseOptions {
  /** Absolute path. */
  file: string;
  /** What `schema` makes; a file with a greater one is of a newer build-fix. */
  version: number;
  schema: string;
  /** How long others that write are waited for. Default 5 s. */
  timeoutMs?: number;
  /** Whether every page is looked at, which takes a second for some hundred megabytes. Default true. */
  check?: boolean;
  /** Told of what is wrong with the file, and what was done: one sentence. */
  tell(problem: string): void;
}

/**
 * Opens an SQLite file that several processes use at once, and makes it where there is none. One that is damaged or
 * of a newer version is moved aside and made anew.
 *
 * @returns `undefined` when it is locked for longer than the timeout, or the folder cannot be written to
 */
export function openDatabase(options: DatabaseOptions): Database | undefined {
  for (let attempt = 0; attempt < 5; attempt++) {
    try {
      return tryOpen(options);
    } catch (error) {
      const trouble = troubleOf(error);
      if (trouble !== 'damaged' && trouble !== 'newer') {
        options.tell(`${options.file} cannot be used (${errorMessage(error)}).`);
        return undefined;
      }
      moveAside(options, trouble);
    }
  }
  options.tell(`${options.file} cannot be used: it could not be moved aside.`);
  return undefined;
}

/** Closes a connection. What is in the log goes into the file first, which the driver leaves to the next one. */
export function closeDatabase(db: Database): void {
  try {
    db.exec('PRAGMA wal_checkpoint(TRUNCATE)');
  } catch {
    // Others are at work: the last one will do it.
  }
  db.close();
}

/** What an error of SQLite means for the file. */
export function troubleOf(error: unknown): 'damaged' | 'newer' | 'locked' | 'unusable' {
  if (error instanceof NewerVersion) return 'newer';
  const code = String((error as { code?: unknown }).code);
  if (error instanceof ForeignFile || /^SQLITE_(?:CORRUPT|NOTADB)/.test(code)) return 'damaged';
  return /^SQLITE_(?:BUSY|LOCKED)/.test(code) ? 'locked' : 'unusable';
}

class NewerVersion extends Error {}
class ForeignFile extends Error {}

/** Moves a file and its log out of the way, unless another process did already. */
export function moveAside(options: DatabaseOptions, trouble: 'damaged' | 'newer'): void {
  const guard = `${options.file}.repair`;
  if (!enter(guard)) return;
  try {
    closeDatabase(tryOpen(options));
  } catch (error) {
    if (troubleOf(error) !== trouble) return;
    const aside = freeName(`${options.file}.${trouble}`);
    for (const suffix of ['', '-wal', '-shm']) {
      if (existsSync(options.file + suffix)) renameSync(options.file + suffix, aside + suffix);
    }
    const reason = trouble === 'newer' ? 'is of a newer version of build-fix' : 'is damaged';
    options.tell(`${options.file} ${reason}: it was moved to ${path.basename(aside)}, and a new one was made.`);
  } finally {
    rmdirSync(guard);
  }
}

function tryOpen({ file, version, schema, timeoutMs = 5000, check = true }: DatabaseOptions): Database {
  mkdirSync(path.dirname(file), { recursive: true });
  // Loading the native library takes 40 ms: only those who need a store pay for it.
  const Libsql = createRequire(import.meta.url)('libsql') as typeof LibsqlDatabase;
  const db = new Libsql(file, { timeout: timeoutMs });
  try {
    withPatience(timeoutMs, () => db.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL'));
    const found = versionOf(db);
    if (found > version) throw new NewerVersion(`its version is ${found}`);
    if (found === 0) db.transaction(() => create(db, version, schema)).immediate();
    if (check) checkHealth(db);
    return db;
  } catch (error) {
    db.close();
    throw error;
  }
}

function create(db: Database, version: number, schema: string): void {
  // Another process may have come first.
  if (versionOf(db) !== 0) return;
  const { count } = db.prepare('SELECT count(*) AS count FROM sqlite_master').get() as { count: number };
  if (count > 0) throw new ForeignFile('it holds the tables of something else');
  db.exec(`${schema}; PRAGMA user_version = ${version}`);
}

function checkHealth(db: Database): void {
  const { quick_check: health } = db.prepare('PRAGMA quick_check(1)').get() as { quick_check: string };
  if (health !== 'ok') throw new ForeignFile(health);
}

function versionOf(db: Database): number {
  return (db.prepare('PRAGMA user_version').get() as { user_version: number }).user_version;
}

/** Switching to WAL needs the file alone, and SQLite does not wait for that by itself. */
function withPatience(timeoutMs: number, action: () => void): void {
  for (const start = Date.now(); ; sleep(20)) {
    try {
      return action();
    } catch (error) {
      if (troubleOf(error) !== 'locked' || Date.now() - start > timeoutMs) throw error;
    }
  }
}

/** A folder as a lock: making it is one step. One that a killed process left behind is taken over. */
function enter(guard: string): boolean {
  try {
    mkdirSync(guard);
    return true;
  } catch {
    const age = Date.now() - (statSync(guard, { throwIfNoEntry: false })?.mtimeMs ?? Date.now());
    if (age > 30_000) rmdirSync(guard);
    else sleep(100);
    return false;
  }
}

function freeName(name: string): string {
  let free = name;
  for (let number = 2; existsSync(free); number++) free = `${name}-${number}`;
  return free;
}

function sleep(milliseconds: number): void {
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, milliseconds);
}
