/** A field of a message: its type (a scalar, or another message of the table) and number; `repeated` where it is a list. */
export type Field = readonly [type: string, id: number, rule?: 'repeated'];
/** Messages by name, each with its fields. Names are unique over all packages. */
export type Messages = Readonly<Record<string, Readonly<Record<string, Field>>>>;
/** 64-bit numbers are JavaScript's, bytes are Buffers. */
export type Message = Record<string, unknown>;

/** Writes and reads messages as protobuf. */
export interface Codec {
  encode(name: string, message: Message): Buffer;
  /**
   * A field that was not sent has its default value, and `null` where it is a message; unknown ones are left out.
   *
   * @throws RangeError when the bytes are no such message
   */
  decode(name: string, bytes: Buffer): Message;
}

const VARINT = 0;
const FIXED64 = 1;
const BYTES = 2;
const FIXED32 = 5;

interface Scalar {
  wire: typeof VARINT | typeof BYTES;
  initial: unknown;
  write: (value: never) => Buffer;
  /** Gets a number or a Buffer, by the wire type. */
  read: (value: never) => unknown;
}

const number: Scalar = { wire: VARINT, initial: 0, write: varint, read: (value: number) => value };
const scalars: Readonly<Record<string, Scalar>> = {
  int32: number,
  uint32: number,
  int64: number,
  bool: { wire: VARINT, initial: false, write: (value: boolean) => varint(Number(value)), read: Boolean },
  string: {
    wire: BYTES,
    initial: '',
    write: (value: string) => Buffer.from(value, 'utf8'),
    read: (value: Buffer) => value.toString('utf8'),
  },
  bytes: { wire: BYTES, initial: Buffer.alloc(0), write: (value: Buffer) => value, read: (value: Buffer) => value },
};

/** Protobuf for the messages of a table. */
export function createCodec(messages: Messages): Codec {
  const byNumber = new Map<string, Map<number, [name: string, field: Field]>>();
  const fieldsOf = (name: string): Map<number, [string, Field]> => {
    const known = byNumber.get(name);
    if (known) return known;
    const made = new Map(Object.entries(messages[name]!).map((entry) => [entry[1][1], entry]));
    byNumber.set(name, made);
    return made;
  };

  function encode(name: string, message: Message): Buffer {
    const parts: Buffer[] = [];
    for (const [key, [type, id, rule]] of Object.entries(messages[name]!)) {
      const value = message[key];
      for (const item of rule ? ((value ?? []) as unknown[]) : [value]) {
        if (item === undefined || item === null) continue;
        const scalar = scalars[type];
        const bytes = scalar ? scalar.write(item as never) : encode(type, item as Message);
        const wire = scalar?.wire ?? BYTES;
        parts.push(varint(id * 8 + wire));
        if (wire === BYTES) parts.push(varint(bytes.length));
        parts.push(bytes);
      }
    }
    return Buffer.concat(parts);
  }

  function decode(name: string, bytes: Buffer): Message {
    const fields = fieldsOf(name);
    const message = initialOf(fields);
    for (const [id, raw] of partsOf(bytes)) {
      const [key, field] = fields.get(id) ?? [];
      if (key === undefined || field === undefined) continue;
      const [type, , rule] = field;
      const value = scalars[type]?.read(raw as never) ?? decode(type, raw as Buffer);
      if (rule) (message[key] as unknown[]).push(value);
      else message[key] = value;
    }
    return message;
  }

  return { encode, decode };
}

function initialOf(fields: Map<number, [string, Field]>): Message {
  const message: Message = {};
  for (const [key, [type, , rule]] of fields.values()) {
    const scalar = scalars[type];
    message[key] = rule ? [] : scalar ? scalar.initial : null;
  }
  return message;
}

/** Fields as they lie in a message. */
function* partsOf(bytes: Buffer): Generator<[id: number, value: number | Buffer]> {
  let at = 0;
  const readVarint = (): bigint => {
    let value = 0n;
    for (let shift = 0n; ; shift += 7n) {
      const byte = bytes.readUInt8(at++);
      value |= BigInt(byte & 0x7f) << shift;
      if (byte < 0x80) return value;
    }
  };
  const take = (length: number): Buffer => {
    if (at + length > bytes.length) throw new RangeError('The message is cut off.');
    return bytes.subarray(at, (at += length));
  };
  while (at < bytes.length) {
    const key = Number(readVarint());
    const id = Math.floor(key / 8);
    switch (key % 8) {
      case VARINT:
        yield [id, Number(BigInt.asIntN(64, readVarint()))];
        break;
      case BYTES:
        yield [id, take(Number(readVarint()))];
        break;
      case FIXED64:
        take(8);
        break;
      case FIXED32:
        take(4);
        break;
      default:
        throw new RangeError(`The message has the unknown wire type ${key % 8}.`);
    }
  }
}

/** @param value a whole number; a negative one takes ten bytes */
function varint(value: number): Buffer {
  if (value >= 0 && value < 0x80) return Buffer.of(value);
  let rest = BigInt.asUintN(64, BigInt(value));
  const bytes: number[] = [];
  for (; rest > 0x7fn; rest >>= 7n) bytes.push(Number(rest & 0x7fn) | 0x80);
  bytes.push(Number(rest));
  return Buffer.from(bytes);
}
