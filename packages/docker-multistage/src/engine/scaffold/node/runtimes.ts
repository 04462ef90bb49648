import { HoneError } from '@hone/core/diagnostics';
import type { Runtime } from '../types.js';

/** What a production image stands on. */
export interface NodeRuntime {
  name: Exclude<Runtime, 'scratch'>;
  /** The image that builds: of the same C library as the one that runs. */
  builder: string;
  /** The image that runs, where it is another. */
  runtime?: string;
  /** The image's own user for programs: it has a name and a home there, which some packages ask for. */
  user: string;
  /** The words that start Node. */
  node: string;
  /** Programs of `node_modules/.bin` start by their first line, which needs `/usr/bin/env`. */
  hasEnv: boolean;
}

/** @throws HoneError where there is no such image */
export function chooseNodeRuntime(version: number, wanted: Runtime = 'slim'): NodeRuntime {
  const slim = `node:${version}-bookworm-slim`;
  switch (wanted) {
    case 'slim':
      return { name: 'slim', builder: slim, user: '1000:1000', node: 'node', hasEnv: true };
    case 'alpine':
      return { name: 'alpine', builder: `node:${version}-alpine`, user: '1000:1000', node: 'node', hasEnv: true };
    case 'distroless':
      // https://github.com/GoogleContainerTools/distroless/tree/main/nodejs
      return {
        name: 'distroless',
        builder: slim,
        runtime: `gcr.io/distroless/nodejs${version}-debian12:nonroot`,
        user: '65532:65532',
        node: '/nodejs/bin/node',
        hasEnv: false,
      };
    case 'scratch':
      throw new HoneError('A program for Node needs Node, which `scratch` has not.', {
        hint: 'Take `--runtime=distroless` for the smallest image.',
      });
  }
}
