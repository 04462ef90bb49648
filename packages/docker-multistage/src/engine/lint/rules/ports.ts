import type { Dockerfile, Instruction, Span } from '../../dockerfile/index.js';
import { expand, stagesOf, wordsOf } from '../../dockerfile/index.js';
import { scopesOf } from '../scopes.js';

/** A word of EXPOSE taken apart: `[ip:[host]:]port[/protocol]`. */
export interface ExposedPort {
  instruction: Instruction;
  span: Span;
  /** With its variables replaced. */
  text: string;
  /** As written, it holds a variable. */
  hasVariable: boolean;
  /** An address or host port stands before the port. */
  hasHost: boolean;
  port: string;
  /** As written; `undefined` when there is none. */
  protocol: string | undefined;
}

/** The ports of every EXPOSE in a stage. */
export function* exposedPorts(file: Dockerfile): Generator<ExposedPort> {
  const scopes = scopesOf(file);
  for (const instruction of stagesOf(file).all.flatMap(({ instructions }) => instructions)) {
    if (instruction.keyword !== 'EXPOSE') continue;
    const values = scopes.get(instruction)?.values;
    for (const { raw, start, end } of wordsOf(instruction, file)) {
      const words = expand(raw, file.escape, (name) => values?.get(name)).split(/\s+/);
      for (const text of words.filter((word) => word !== '')) {
        const container = text.slice(text.lastIndexOf(':') + 1);
        const [port = '', protocol] = container.split('/', 2);
        const hasHost = text.slice(0, -container.length).replace(/:$/, '') !== '';
        yield { instruction, span: { start, end }, text, hasVariable: raw.includes('$'), hasHost, port, protocol };
      }
    }
  }
}
