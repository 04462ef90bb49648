import type Docker from 'dockerode';
import { engineFailure } from '../oci/engine-failure.js';
import { callEngine } from './call-engine.js';
import { type Description, describeRecord } from './describe-record.js';

/** One record of the builder's cache. */
export interface CacheRecord extends Description {
  id: string;
  /** The ids of the records that it builds on. */
  parents: string[];
  /** BuildKit's word: `regular`, `internal`, `frontend`, `source.local`, `source.git.checkout`, `exec.cachemount`. */
  type: string;
  /** As the builder says it. */
  description: string;
  /** A build or another record of a build uses it right now. */
  inUse: boolean;
  /** An image has it too: removing the record frees nothing. */
  shared: boolean;
  /** Bytes. */
  size: number;
  /** RFC 3339. */
  createdAt: string;
  lastUsedAt: string | undefined;
  usageCount: number;
}

/** A record as the API has it: `Parent` up to 1.41, `Parents` from 1.42 on. */
interface RawRecord {
  ID: string;
  Parent?: string;
  Parents?: string[] | null;
  Type?: string;
  Description?: string;
  InUse?: boolean;
  Shared?: boolean;
  Size?: number;
  CreatedAt?: string;
  LastUsedAt?: string | null;
  UsageCount?: number;
}

/** `BuildCache` up to API 1.51, `BuildCacheUsage` from 1.52 on. */
interface RawUsage {
  BuildCache?: RawRecord[] | null;
  BuildCacheUsage?: { Items?: RawRecord[] | null };
}

/**
 * Reads the cache of the engine's builder.
 *
 * @throws HoneError when the engine does not answer
 */
export async function readCacheRecords(docker: Docker): Promise<CacheRecord[]> {
  try {
    // Engines before 1.42 know neither parameter and always list everything.
    const query = { type: 'build-cache', verbose: true };
    return parseUsage((await callEngine(docker, 'GET', '/system/df', query)) as RawUsage);
  } catch (error) {
    throw engineFailure(error, "The engine could not list its builder's cache");
  }
}

/** The records in an answer of `GET /system/df`, the largest first. */
export function parseUsage(usage: RawUsage): CacheRecord[] {
  const records = usage.BuildCache ?? usage.BuildCacheUsage?.Items ?? [];
  return records.map(parseRecord).sort((a, b) => b.size - a.size || (a.id < b.id ? -1 : 1));
}

function parseRecord(raw: RawRecord): CacheRecord {
  const description = (raw.Description ?? '').trim();
  const type = raw.Type || 'regular';
  return {
    id: raw.ID,
    parents: raw.Parents ?? (raw.Parent ? raw.Parent.split(';') : []),
    type,
    description,
    inUse: raw.InUse ?? false,
    shared: raw.Shared ?? false,
    size: raw.Size ?? 0,
    createdAt: raw.CreatedAt ?? '',
    lastUsedAt: raw.LastUsedAt ?? undefined,
    usageCount: raw.UsageCount ?? 0,
    ...describeRecord(type, description),
  };
}
