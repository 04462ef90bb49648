/**
 * A function that works out something about an object once and keeps it on that object. Many rules ask the same of each
 * instruction; a WeakMap of all instructions would cost more in garbage collection than the work itself.
 *
 * @param read further arguments must be the same at each call for one object
 */
export function remember<O extends object, A extends unknown[], T>(
  read: (object: O, ...more: A) => T,
): (object: O, ...more: A) => T {
  const key = Symbol(read.name);
  return (object, ...more) => {
    const holder = object as Record<symbol, { value: T } | undefined>;
    const known = holder[key];
    if (known) return known.value;
    const value = read(object, ...more);
    holder[key] = { value };
    return value;
  };
}
