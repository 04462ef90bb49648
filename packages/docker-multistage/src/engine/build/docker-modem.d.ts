// The part of docker-modem that is used by itself; its types have only its main module.
declare module 'docker-modem/lib/ssh.js' {
  import type { Agent } from 'node:http';

  /** An agent for one connection, by `docker system dial-stdio` on the other machine. */
  export default function sshAgent(options: {
    host: string;
    port: number;
    username: string;
    agent: string | undefined;
  }): Agent;
}
