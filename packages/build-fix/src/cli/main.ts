#!/usr/bin/env node
import process from 'node:process';
import { runCli } from './run.js';

// `build-fix groups | head` ends the output early; that is no error.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') throw error;
  process.exit();
});

const done = runCli(process.argv.slice(2), {
  cwd: process.cwd(),
  input: process.stdin,
  print: (text) => process.stdout.write(`${text}\n`),
  warn: (text) => process.stderr.write(`${text}\n`),
  width: process.stdout.columns ?? 160,
});
void done.then((code) => (process.exitCode = code));
