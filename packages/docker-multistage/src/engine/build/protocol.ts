import { type Messages, createCodec } from './protobuf.js';

/** What a method takes and gives, by the names of messages. */
export interface Method {
  request: string;
  response: string;
}

/**
 * The messages that a build session speaks. Numbers and names are those of BuildKit's `session/auth`,
 * `session/secrets`, `session/sshforward`, `session/filesync` and `api/services/control`, of fsutil's `types`, and of
 * gRPC's health check; what is not needed here is left out, which protobuf skips.
 */
const messages: Messages = {
  HealthCheckRequest: { service: ['string', 1] },
  HealthCheckResponse: { status: ['int32', 1] },

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

  CredentialsRequest: { Host: ['string', 1] },
  CredentialsResponse: { Username: ['string', 1], Secret: ['string', 2] },

  GetSecretRequest: { ID: ['string', 1] },
  GetSecretResponse: { data: ['bytes', 1] },

  BytesMessage: { data: ['bytes', 1] },
  CheckAgentRequest: { ID: ['string', 1] },
  CheckAgentResponse: {},

  StatusResponse: {
    vertexes: ['Vertex', 1, 'repeated'],
    statuses: ['VertexStatus', 2, 'repeated'],
    logs: ['VertexLog', 3, 'repeated'],
    warnings: ['VertexWarning', 4, 'repeated'],
  },
  Timestamp: { seconds: ['int64', 1], nanos: ['int32', 2] },
  Vertex: {
    digest: ['string', 1],
    name: ['string', 3],
    cached: ['bool', 4],
    started: ['Timestamp', 5],
    completed: ['Timestamp', 6],
    error: ['string', 7],
  },
  VertexStatus: {
    ID: ['string', 1],
    vertex: ['string', 2],
    current: ['int64', 4],
    total: ['int64', 5],
    started: ['Timestamp', 7],
    completed: ['Timestamp', 8],
  },
  VertexLog: { vertex: ['string', 1], msg: ['bytes', 4] },
  VertexWarning: { vertex: ['string', 1], short: ['bytes', 3], ranges: ['Range', 7, 'repeated'] },
  Range: { start: ['Position', 1] },
  Position: { line: ['int32', 1] },
};

/** Methods by the path that gRPC has for them. */
export const methods: Readonly<Record<string, Method>> = {
  '/grpc.health.v1.Health/Check': { request: 'HealthCheckRequest', response: 'HealthCheckResponse' },
  '/moby.filesync.v1.Auth/Credentials': { request: 'CredentialsRequest', response: 'CredentialsResponse' },
  '/moby.filesync.v1.FileSync/DiffCopy': { request: 'Packet', response: 'Packet' },
  '/moby.buildkit.secrets.v1.Secrets/GetSecret': { request: 'GetSecretRequest', response: 'GetSecretResponse' },
  '/moby.sshforward.v1.SSH/CheckAgent': { request: 'CheckAgentRequest', response: 'CheckAgentResponse' },
  '/moby.sshforward.v1.SSH/ForwardAgent': { request: 'BytesMessage', response: 'BytesMessage' },
};

export const codec = createCodec(messages);
