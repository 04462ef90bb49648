import type { CargoLockSlice } from './types.js';

/** Writes a slice as JSON with one package a line, ended by a newline. Equal slices give equal bytes. */
export function renderCargoLockSlice(slice: CargoLockSlice): string {
  throw new Error(`not there yet: ${slice.file}`);
}

/**
 * Reads what {@link renderCargoLockSlice} wrote.
 *
 * @returns undefined when the text is no slice of a `Cargo.lock`, or one of another schema
 */
export function parseCargoLockSlice(text: string): CargoLockSlice | undefined {
  throw new Error(`not there yet: ${text.length}`);
}
