import { StringDecoder } from 'node:string_decoder';

/** One line of what the engine says while it loads, pushes or pulls. */
export interface EngineMessage {
  status?: string;
  id?: string;
  stream?: string;
  aux?: Record<string, unknown>;
  error?: string;
  errorDetail?: { message?: string };
}

/**
 * Reads what the engine says, one JSON value a line.
 *
 * @param onMessage gets each message but errors
 * @throws Error with the engine's message when it reports an error in its answer
 */
export async function readMessages(
  answer: NodeJS.ReadableStream,
  onMessage: (message: EngineMessage) => void = () => undefined,
): Promise<void> {
  const decoder = new StringDecoder('utf8');
  let rest = '';
  for await (const chunk of answer) {
    rest += typeof chunk === 'string' ? chunk : decoder.write(chunk);
    const lines = rest.split('\n');
    rest = lines.pop() ?? '';
    for (const line of lines) take(line, onMessage);
  }
  take(rest, onMessage);
}

function take(line: string, onMessage: (message: EngineMessage) => void): void {
  if (line.trim() === '') return;
  const message = JSON.parse(line) as EngineMessage;
  const error = message.errorDetail?.message ?? message.error;
  if (error !== undefined) throw new Error(error);
  onMessage(message);
}
