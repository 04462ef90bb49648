import { createHash } from 'node:crypto';
import path from 'node:path';
import type { Candidate, FixContext, Fixer, LogEntry } from '../types.js';
import { closeDatabase, type Database, openDatabase } from './open-database.js';

/** Results of fixers by a digest of all that they depend on. Bounded; what was not used for longest goes first. */
export interface CandidateCache {
  get(this: void, key: string): string | undefined;
  put(this: void, key: string, value: string): void;
  close(this: void): void;
}

export interface CandidateCacheOptions {
  /** Characters of all results together. Default 64 Mi. */
  limit?: number;
  tell?(problem: string): void;
}

const SCHEMA = `
  CREATE TABLE results (key TEXT PRIMARY KEY, value TEXT NOT NULL, size INTEGER NOT NULL, used INTEGER NOT NULL);
  CREATE INDEX results_used ON results (used)`;

/**
 * Opens the cache of fixers' results in a folder. When it cannot be used, everything is a miss.
 *
 * @param folder absolute path
 */
export function openCandidateCache(folder: string, options: CandidateCacheOptions = {}): CandidateCache {
  const { limit = 64 << 20, tell = () => undefined } = options;
  let db: Database | undefined;
  let isOpen = false;
  /** Opened when it is asked for the first time: most plans need none of the fixers that are cached. */
  const open = (): Database | undefined => {
    if (!isOpen) {
      db = openDatabase({
        file: path.join(folder, 'candidates.db'),
        version: 1,
        schema: SCHEMA,
        timeoutMs: 1000,
        tell,
      });
    }
    isOpen = true;
    return db;
  };
  /** Counted once, and again when the limit is reached: other processes write too. */
  let total: number | undefined;
  /** A cache that fails is none: it is let go without a word, and made anew the next time. */
  const attempt = <T>(action: (database: Database) => T): T | undefined => {
    try {
      const database = open();
      return database && action(database);
    } catch {
      db?.close();
      db = undefined;
      return undefined;
    }
  };
  return {
    get: (key) =>
      attempt((database) => {
        const row = database.prepare('SELECT value, used FROM results WHERE key = ?').get(key) as Row | undefined;
        // Reading should not always write: an hour is exact enough.
        if (row && now() - row.used > 3600) {
          database.prepare('UPDATE results SET used = ? WHERE key = ?').run(now(), key);
        }
        return row?.value;
      }),
    put(key, value) {
      if (value.length > limit / 4) return;
      attempt((database) =>
        database
          .transaction(() => {
            database.prepare('INSERT OR REPLACE INTO results VALUES (?, ?, ?, ?)').run(key, value, value.length, now());
            total = total === undefined ? sizeOf(database) : total + value.length;
            if (total > limit) total = makeRoom(database, limit);
          })
          .immediate(),
      );
    },
    close() {
      if (db) closeDatabase(db);
      [db, isOpen] = [undefined, true];
    },
  };
}

interface Row {
  value: string;
  used: number;
}

function now(): number {
  return Math.floor(Date.now() / 1000);
}

function sizeOf(database: Database): number {
  return (database.prepare('SELECT total(size) AS total FROM results').get() as { total: number }).total;
}

/** Takes out a fifth at once, so that it does not happen at every result. */
function makeRoom(database: Database, limit: number): number {
  let total = sizeOf(database);
  if (total <= limit) return total;
  for (const { key, size } of database.prepare('SELECT key, size FROM results ORDER BY used, rowid').all() as Sized[]) {
    if (total <= limit * 0.8) break;
    database.prepare('DELETE FROM results WHERE key = ?').run(key);
    total -= size;
  }
  return total;
}

interface Sized {
  key: string;
  size: number;
}

/** What the results of a fixer depend on. */
export interface CachedFixerOptions {
  cache: CandidateCache;
  /** Of the fixer and of the tool that it starts. */
  version: string;
  /**
   * `file`: what it says of a file depends on that file's text, its entries and {@link CachedFixerOptions.surroundings}.
   * `all`: on all entries and the surroundings, so that its answer is known as a whole or not at all. Default `file`.
   */
  unit?: 'file' | 'all';
  /** Digest of settings and other files that results depend on. Default: nothing else. */
  surroundings?(context: FixContext): string;
}

/**
 * A fixer that does not work on the same file and the same diagnostics twice. Candidates come in the order of the
 * entries' files, whether they were known or not.
 */
export function withCache(fixer: Fixer, options: CachedFixerOptions): Fixer {
  const { cache, version, unit = 'file', surroundings = () => '' } = options;
  return {
    id: fixer.id,
    async propose(entries, context) {
      if (entries.length === 0) return [];
      const outside = [fixer.id, version, context.project.root, surroundings(context)];
      const groups: [file: string | undefined, own: readonly LogEntry[]][] =
        unit === 'file' ? [...groupByFile(entries)] : [['', entries]];
      const parts = groups.map(([file, own]) => {
        const text = unit === 'all' ? '' : file === undefined ? undefined : context.files.read(file);
        const key = text === undefined ? undefined : digest([...outside, file, text, own.map(diagnosticOf)]);
        return { own, key, known: key === undefined ? undefined : cache.get(key) };
      });
      const unknown = parts.filter(({ known }) => known === undefined).flatMap(({ own }) => own);
      const fresh = unknown.length > 0 ? await fixer.propose(unknown, context) : [];
      const found = parts.map(({ own, key, known }) => {
        if (known !== undefined) return revive(known, own);
        const set = new Set(own);
        const answering = fresh.filter(({ answers }) => answers.some((entry) => set.has(entry)));
        const alone = answering.every(({ answers }) => answers.every((entry) => set.has(entry)));
        if (key !== undefined && alone && !context.signal.aborted) cache.put(key, preserve(answering, own));
        return answering;
      });
      return [...new Set(found.flat())];
    },
  };
}

function digest(identity: readonly unknown[]): string {
  return createHash('sha256').update(JSON.stringify(identity)).digest('hex');
}

function groupByFile(entries: readonly LogEntry[]): Map<string | undefined, LogEntry[]> {
  const files = new Map<string | undefined, LogEntry[]>();
  for (const entry of entries) {
    const file = entry.diagnostic.location?.file;
    const known = files.get(file);
    if (known) known.push(entry);
    else files.set(file, [entry]);
  }
  return files;
}

/** Where in a log an entry stood changes nothing of its fixes. */
function diagnosticOf({ diagnostic, format, captures }: LogEntry): unknown {
  return [diagnostic, format, captures];
}

/** Entries are written as their place in the list, so that they are the same objects again. */
function preserve(candidates: readonly Candidate[], entries: readonly LogEntry[]): string {
  const places = new Map(entries.map((entry, at) => [entry, at]));
  return JSON.stringify(
    candidates.map((candidate) => ({ ...candidate, answers: candidate.answers.map((entry) => places.get(entry)) })),
  );
}

function revive(text: string, entries: readonly LogEntry[]): Candidate[] {
  const candidates = JSON.parse(text) as (Omit<Candidate, 'answers'> & { answers: number[] })[];
  return candidates.map((candidate) => ({
    ...candidate,
    answers: candidate.answers.flatMap((index) => entries[index] ?? []),
  }));
}
