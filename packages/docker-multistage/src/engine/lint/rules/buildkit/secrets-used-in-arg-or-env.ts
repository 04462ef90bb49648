import { pairsOf, stagesOf } from '../../../dockerfile/index.js';
import type { Finding, Rule } from '../../rule.js';

const SECRET = /(?:_|^)(?:apikey|auth|credentials?|key|password|pword|passwd|secret|token)(?:_|$)/i;
const HARMLESS = /(?:_|^)(?:public|file|version)(?:_|$)/i;

export const secretsUsedInArgOrEnv: Rule = {
  id: 'SecretsUsedInArgOrEnv',
  source: 'buildkit',
  summary: 'An ARG or ENV has the name of a secret.',
  reason: 'Its value stays in the image: in the configuration, in the history, or in a layer.',
  severity: 'warning',
  keywords: ['ARG', 'ENV'],
  bad: 'FROM alpine\nARG AWS_SECRET_ACCESS_KEY\nRUN aws s3 cp s3://my-bucket/file .\n',
  good: 'FROM alpine\nRUN --mount=type=secret,id=aws,target=/root/.aws/credentials aws s3 cp s3://my-bucket/file .\n',
  *check(file): Generator<Finding> {
    const { all, globals } = stagesOf(file);
    // An ARG before the first FROM reaches no image.
    const instructions = all.length === 0 ? globals : all.flatMap((stage) => stage.instructions);
    for (const instruction of instructions) {
      const { keyword } = instruction;
      if (keyword !== 'ARG' && keyword !== 'ENV') continue;
      for (const { key, keySpan } of pairsOf(instruction, file)) {
        if (!SECRET.test(key) || HARMLESS.test(key)) continue;
        yield {
          of: instruction,
          at: startsOnLine(instruction.bodyEndLine, instruction.line) ? keySpan : instruction.keywordSpan,
          message: `Do not use ARG or ENV instructions for sensitive data (${keyword} "${key}").`,
          hint: 'Give it to the commands that need it: RUN --mount=type=secret,id=…',
        };
      }
    }
  },
};

/** On one line the name itself can be shown; else BuildKit's line is that of the instruction. */
function startsOnLine(end: number, line: number): boolean {
  return end === line;
}
