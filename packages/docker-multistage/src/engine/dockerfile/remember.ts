import type { Memory } from './memory.js';
import type { Instruction } from './types.js';

/**
 * A function that works out something about an instruction once and keeps it there. Many rules ask the same of each
 * instruction; a WeakMap of all instructions would cost more in garbage collection than the work itself.
 *
 * @param read further arguments must be the same at each call for one instruction
 */
export function remember<A extends unknown[], T>(
  slot: keyof Memory,
  read: (instruction: Instruction, ...more: A) => T,
): (instruction: Instruction, ...more: A) => T {
  return (instruction, ...more) => {
    const { memory } = instruction;
    const known = memory[slot] as T | undefined;
    if (known !== undefined) return known;
    const value = read(instruction, ...more);
    memory[slot] = value;
    return value;
  };
}
