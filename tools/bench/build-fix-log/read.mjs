// Reads a log in a process of its own, so that time and memory are those of reading alone: the time from the first byte,
// and the most memory that was resident.
import { createReadStream } from 'node:fs';
import { performance } from 'node:perf_hooks';

const [engine, log, wanted] = process.argv.slice(2);
const { loadFormats, readLog } = await import(engine);
const { formats: all } = await loadFormats();
const formats = wanted === 'all' ? all : all.filter(({ id }) => id === wanted);
const start = performance.now();
const before = process.cpuUsage();
const { bytes, lines, entries } = await readLog(createReadStream(log, { highWaterMark: 1 << 20 }), {
  formats: { formats },
  onEntry: () => undefined,
});
const seconds = (performance.now() - start) / 1000;
const { user, system } = process.cpuUsage(before);
const cpu = (user + system) / 1e6;
console.log(JSON.stringify({ seconds, cpu, bytes, lines, entries, memory: process.resourceUsage().maxRSS * 1024 }));
