import { lineOf, stagesOf } from '../../dockerfile/index.js';
import { baseImageOf } from '../base-image.js';
import type { BaseImage } from '../base-image.js';
import type { Pass } from '../pass.js';
import { doubt, nothing } from '../pass.js';
import { lastOf, portOf } from '../start-command.js';
import { blockOf, styleOf } from '../text.js';

export const healthCheck: Pass = {
  id: 'health-check',
  summary: 'Adds a health check that opens the port, with what the image has.',
  reason:
    'A container that hangs counts as well without one. It asks for no path, since which one answers is not known, and needs no curl.',
  example: {
    before: 'FROM python:3.12-slim\nWORKDIR /app\nCOPY . .\nEXPOSE 8000\nCMD ["python", "app.py"]\n',
    after:
      'FROM python:3.12-slim\nWORKDIR /app\nCOPY . .\nEXPOSE 8000\nHEALTHCHECK --interval=30s --timeout=3s --start-period=10s \\\n    CMD ["python", "-c", "import socket; socket.create_connection((\'127.0.0.1\', 8000), 2).close()"]\nCMD ["python", "app.py"]\n',
  },
  run({ file }) {
    const stage = stagesOf(file).all.at(-1);
    const start = stage && lastOf(stage, 'CMD', 'ENTRYPOINT');
    if (!stage || !start || !stage.instructions.includes(start)) return nothing;
    if (lineOf(stage).some(({ instructions }) => instructions.some(({ keyword }) => keyword === 'HEALTHCHECK')))
      return nothing;
    const port = portOf(stage, file);
    if (port === 'No port is exposed.') return nothing;
    if (typeof port === 'string') return doubt(start.line, port);
    const image = baseImageOf(stage, file);
    const check = image.plain ? checkOf(image, port) : undefined;
    if (!check) return doubt(stage.instruction.line, 'What the base image has to ask with is not known.');
    const first = stage.instructions.find(({ keyword }) => /^(?:CMD|ENTRYPOINT)$/.test(keyword))!;
    const { keyword, join } = styleOf(file);
    const at = blockOf(first, file.text).start;
    const text = `${keyword('HEALTHCHECK')} --interval=30s --timeout=3s --start-period=10s${join}${keyword('CMD')} ${JSON.stringify(check).replaceAll('","', '", "')}\n`;
    return { edits: [{ span: { start: at, end: at }, newText: text }], doubts: [] };
  },
};

/** A command that fails unless something listens on a port. */
function checkOf({ language, distribution }: BaseImage, port: number): readonly string[] {
  if (language === 'python')
    return ['python', '-c', `import socket; socket.create_connection(('127.0.0.1', ${port}), 2).close()`];
  if (language === 'node')
    return [
      'node',
      '-e',
      `require('net').connect(${port}, '127.0.0.1').on('connect', () => process.exit(0)).on('error', () => process.exit(1))`,
    ];
  if (distribution === 'alpine') return ['nc', '-z', '-w', '2', '127.0.0.1', String(port)];
  return ['bash', '-c', `: < /dev/tcp/127.0.0.1/${port}`];
}
