import { connect } from 'node:net';
import { type Handlers, NOT_FOUND, RpcError, type RpcStream } from './rpc.js';
import type { SshSource } from './types.js';

/** Connects steps that mount an SSH agent with the one of this machine. Keys stay in the agent. */
export function sshService(sources: readonly SshSource[]): Handlers {
  const socketOf = (id: string): string | undefined =>
    sources.find((source) => source.id === (id || 'default'))?.paths[0];
  return {
    '/moby.sshforward.v1.SSH/CheckAgent': {
      kind: 'unary',
      answer: ({ ID }) => {
        if (socketOf(String(ID)) !== undefined) return {};
        throw new RpcError(NOT_FOUND, `no SSH agent "${String(ID) || 'default'}" was given`);
      },
    },
    '/moby.sshforward.v1.SSH/ForwardAgent': {
      kind: 'stream',
      serve: async (stream) => {
        const socket = socketOf(stream.header('buildkit.ssh.id')[0] ?? '');
        if (socket !== undefined) await forward(stream, socket);
      },
    },
  };
}

/** Settles when the agent has hung up: what it says after the step's last question counts too. */
function forward(stream: RpcStream, path: string): Promise<void> {
  return new Promise((resolve) => {
    const agent = connect(path);
    agent.on('data', (data) => void stream.send({ data }).catch(() => agent.destroy()));
    agent.on('error', () => resolve());
    agent.on('close', () => resolve());
    stream.onMessage(({ data }) => agent.write(data as Buffer));
    void stream.ended.then(() => agent.end());
  });
}
