/** What was worked out about an instruction; all slots are there from the beginning, so that the shape stays the same. */
export class Memory {
  words: unknown = undefined;
  pairs: unknown = undefined;
  mounts: unknown = undefined;
  run: unknown = undefined;
}
