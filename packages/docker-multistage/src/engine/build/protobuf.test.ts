import { expect, it } from 'vitest';
import { createCodec } from './protobuf.js';

const { encode, decode } = createCodec({
  Outer: { name: ['string', 1], inner: ['Inner', 2, 'repeated'], only: ['Inner', 3], data: ['bytes', 20] },
  Inner: { number: ['int64', 1], yes: ['bool', 2] },
  Newer: { name: ['string', 1], fresh: ['string', 7], number: ['int64', 8] },
});
const empty = { number: 0, yes: false };

it('reads what it wrote', () => {
  const message = {
    name: 'Grüße',
    inner: [{ number: 300, yes: true }, empty],
    only: { number: -1, yes: false },
    data: Buffer.alloc(200, 'x'),
  };
  expect(decode('Outer', encode('Outer', message))).toEqual(message);
});

// https://protobuf.dev/programming-guides/encoding/#simple
it('writes the bytes of the specification', () => {
  expect(encode('Inner', { number: 150 }).toString('hex')).toBe('089601');
  expect(encode('Outer', { name: 'testing' }).toString('hex')).toBe('0a0774657374696e67');
  expect(encode('Inner', { number: -2 }).toString('hex')).toBe('08feffffffffffffffff01');
});

it('knows times in nanoseconds and modes of folders', () => {
  const number = 1_792_000_000_123_456_800;
  expect(decode('Inner', encode('Inner', { number }))).toEqual({ ...empty, number });
  expect(decode('Inner', encode('Inner', { number: 0x80000000 }))).toEqual({ ...empty, number: 0x80000000 });
});

it('gives defaults for what was not sent, and leaves out what it does not know', () => {
  expect(decode('Outer', encode('Newer', { name: 'a', fresh: 'b', number: 3 }))).toEqual({
    name: 'a',
    inner: [],
    only: null,
    data: Buffer.alloc(0),
  });
});

it('refuses bytes that are cut off', () => {
  const bytes = encode('Outer', { name: 'testing' });
  expect(() => decode('Outer', bytes.subarray(0, 5))).toThrow(RangeError);
  expect(() => decode('Outer', bytes.subarray(0, 1))).toThrow(RangeError);
});
