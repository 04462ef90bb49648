import type { ServiceDefinition } from '@grpc/grpc-js';
import { fromJSON } from '@grpc/proto-loader';

type Json = Parameters<typeof fromJSON>[0];

/** A field: its type and number; `repeated` where it is a list. */
type Fields = Record<string, readonly [type: string, id: number, rule?: 'repeated']>;
/** A method: what it takes and gives; `stream` where both are streams. */
type Methods = Record<string, readonly [request: string, response: string, stream?: 'stream']>;

/**
 * The messages that a build session speaks, by package. Numbers and names are those of BuildKit's `session/auth`,
 * `session/secrets`, `session/sshforward`, `session/filesync` and `api/services/control`, of fsutil's `types`, and of
 * gRPC's health check; what is not needed here is left out, which protobuf skips.
 */
const packages: Record<string, { messages: Record<string, Fields>; services?: Record<string, Methods> }> = {
  'grpc.health.v1': {
    messages: { HealthCheckRequest: { service: ['string', 1] }, HealthCheckResponse: { status: ['int32', 1] } },
    services: { Health: { Check: ['HealthCheckRequest', 'HealthCheckResponse'] } },
  },
  'fsutil.types': {
    messages: {
      Packet: { type: ['int32', 1], stat: ['Stat', 2], ID: ['uint32', 3], data: ['bytes', 4] },
      Stat: {
        path: ['string', 1],
        mode: ['uint32', 2],
        uid: ['uint32', 3],
        gid: ['uint32', 4],
        size: ['int64', 5],
        modTime: ['int64', 6],
        linkname: ['string', 7],
      },
    },
  },
  'moby.filesync.v1': {
    messages: {
      CredentialsRequest: { Host: ['string', 1] },
      CredentialsResponse: { Username: ['string', 1], Secret: ['string', 2] },
    },
    services: {
      Auth: { Credentials: ['CredentialsRequest', 'CredentialsResponse'] },
      FileSync: { DiffCopy: ['fsutil.types.Packet', 'fsutil.types.Packet', 'stream'] },
    },
  },
  'moby.buildkit.secrets.v1': {
    messages: { GetSecretRequest: { ID: ['string', 1] }, GetSecretResponse: { data: ['bytes', 1] } },
    services: { Secrets: { GetSecret: ['GetSecretRequest', 'GetSecretResponse'] } },
  },
  'moby.sshforward.v1': {
    messages: {
      BytesMessage: { data: ['bytes', 1] },
      CheckAgentRequest: { ID: ['string', 1] },
      CheckAgentResponse: {},
    },
    services: {
      SSH: {
        CheckAgent: ['CheckAgentRequest', 'CheckAgentResponse'],
        ForwardAgent: ['BytesMessage', 'BytesMessage', 'stream'],
      },
    },
  },
  'moby.buildkit.v1': {
    messages: {
      StatusRequest: { Ref: ['string', 1] },
      StatusResponse: {
        vertexes: ['Vertex', 1, 'repeated'],
        statuses: ['VertexStatus', 2, 'repeated'],
        logs: ['VertexLog', 3, 'repeated'],
        warnings: ['VertexWarning', 4, 'repeated'],
      },
      Timestamp: { seconds: ['int64', 1], nanos: ['int32', 2] },
      Vertex: {
        digest: ['string', 1],
        inputs: ['string', 2, 'repeated'],
        name: ['string', 3],
        cached: ['bool', 4],
        started: ['Timestamp', 5],
        completed: ['Timestamp', 6],
        error: ['string', 7],
      },
      VertexStatus: {
        ID: ['string', 1],
        vertex: ['string', 2],
        name: ['string', 3],
        current: ['int64', 4],
        total: ['int64', 5],
        timestamp: ['Timestamp', 6],
        started: ['Timestamp', 7],
        completed: ['Timestamp', 8],
      },
      VertexLog: { vertex: ['string', 1], timestamp: ['Timestamp', 2], stream: ['int64', 3], msg: ['bytes', 4] },
      VertexWarning: {
        vertex: ['string', 1],
        level: ['int64', 2],
        short: ['bytes', 3],
        detail: ['bytes', 4, 'repeated'],
        url: ['string', 5],
        info: ['SourceInfo', 6],
        ranges: ['Range', 7, 'repeated'],
      },
      SourceInfo: { filename: ['string', 1] },
      Range: { start: ['Position', 1], end: ['Position', 2] },
      Position: { line: ['int32', 1], character: ['int32', 2] },
    },
    services: { Control: { Status: ['StatusRequest', 'StatusResponse'] } },
  },
};

interface Namespace {
  nested: Record<string, unknown>;
}

let loaded: Record<string, unknown> | undefined;

/**
 * A gRPC service by its whole name, `moby.filesync.v1.Auth`. 64-bit numbers are JavaScript's, bytes are Buffers, and a
 * field that was not sent has its default value; a message that was not sent is `null`.
 */
export function serviceDefinition(name: string): ServiceDefinition {
  loaded ??= fromJSON(toJson() as Json, { keepCase: true, longs: Number, defaults: true }) as Record<string, unknown>;
  return loaded[name] as ServiceDefinition;
}

function toJson(): Namespace {
  const root: Namespace = { nested: {} };
  for (const [name, { messages, services = {} }] of Object.entries(packages)) {
    let space = root;
    for (const part of name.split('.')) space = (space.nested[part] ??= { nested: {} }) as Namespace;
    for (const [message, fields] of Object.entries(messages)) {
      space.nested[message] = {
        fields: mapValues(fields, ([type, id, rule]) => ({ type, id, ...(rule && { rule }) })),
      };
    }
    for (const [service, methods] of Object.entries(services)) {
      space.nested[service] = {
        methods: mapValues(methods, ([requestType, responseType, stream]) => ({
          requestType,
          responseType,
          ...(stream && { requestStream: true, responseStream: true }),
        })),
      };
    }
  }
  return root;
}

function mapValues<In, Out>(record: Record<string, In>, map: (value: In) => Out): Record<string, Out> {
  return Object.fromEntries(Object.entries(record).map(([key, value]) => [key, map(value)]));
}
