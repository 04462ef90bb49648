import { connect } from 'node:net';
import { type ServerDuplexStream, status } from '@grpc/grpc-js';
import type { SessionService } from './session.js';
import type { SshSource } from './types.js';

interface Bytes {
  data: Buffer;
}

/** Connects steps that mount an SSH agent with the one of this machine. Keys stay in the agent. */
export function sshService(sources: readonly SshSource[]): SessionService {
  const socketOf = (id: string): string | undefined =>
    sources.find((source) => source.id === (id || 'default'))?.paths[0];
  return {
    name: 'moby.sshforward.v1.SSH',
    methods: {
      CheckAgent(
        { request }: { request: { ID: string } },
        done: (error: { code: number; details: string } | null, value?: object) => void,
      ) {
        if (socketOf(request.ID) !== undefined) done(null, {});
        else done({ code: status.NOT_FOUND, details: `no SSH agent "${request.ID || 'default'}" was given` });
      },
      ForwardAgent(stream: ServerDuplexStream<Bytes, Bytes>) {
        const socket = socketOf(String(stream.metadata.get('buildkit.ssh.id')[0] ?? ''));
        if (socket === undefined) return void stream.end();
        forward(stream, socket);
      },
    },
  };
}

function forward(stream: ServerDuplexStream<Bytes, Bytes>, path: string): void {
  const agent = connect(path);
  agent.on('data', (data) => stream.write({ data }));
  agent.on('end', () => stream.end());
  agent.on('error', () => stream.end());
  stream.on('data', ({ data }: Bytes) => agent.write(data));
  stream.on('end', () => agent.end());
  stream.on('error', () => agent.destroy());
  stream.on('cancelled', () => agent.destroy());
}
