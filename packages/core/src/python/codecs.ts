/** How a named encoding is decoded here. */
export type Codec =
  | { type: 'utf-8' }
  /** Bytes up to `limit` are the code points of the same number; higher ones are invalid. */
  | { type: 'direct'; limit: number }
  /** A label of the WHATWG encoding standard; `c1AsIs` where Python has control characters from 0x80 to 0x9f. */
  | { type: 'whatwg'; label: string; c1AsIs?: boolean }
  /** Windows code page 1252, decoded here: some versions of Node decode it as Latin-1. */
  | { type: 'cp1252' }
  | { type: 'unsupported' };

/** What code page 1252 has from 0x80 to 0x9f; a space where Python leaves the byte undefined. */
const CP1252_HIGH = '€ ‚ƒ„…†‡ˆ‰Š‹Œ Ž  ‘’“”•–—˜™š›œ žŸ';

/** Python's codec names (https://docs.python.org/3/library/codecs.html#standard-encodings) and their common aliases. */
const CODECS: Record<string, Codec> = {
  ...named('utf_8 u8 utf utf8 utf8_ucs2 utf8_ucs4 cp65001 utf_8_sig utf8_sig', { type: 'utf-8' }),
  ...named('ascii 646 us_ascii ansi_x3.4_1968 cp367 iso646_us iso_646.irv_1991 us', { type: 'direct', limit: 0x7f }),
  ...named(
    'latin_1 latin1 latin iso_8859_1 iso8859_1 iso8859 8859 cp819 ibm819 l1 iso_ir_100 csisolatin1 iso_8859_1_1987',
    { type: 'direct', limit: 0xff },
  ),
  ...named('cp1252 windows_1252 1252', { type: 'cp1252' }),
  ...Object.assign(
    {},
    ...[2, 3, 4, 5, 6, 7, 8, 10, 13, 14, 15, 16].map((part) =>
      named(`iso8859_${part} iso_8859_${part}`, { type: 'whatwg', label: `iso-8859-${part}` }),
    ),
  ),
  ...named('latin2 latin_2 l2', { type: 'whatwg', label: 'iso-8859-2' }),
  ...named('latin_9 latin9 l9', { type: 'whatwg', label: 'iso-8859-15' }),
  ...named('iso8859_9 iso_8859_9 latin5 latin_5 l5', { type: 'whatwg', label: 'windows-1254', c1AsIs: true }),
  ...named('cp874', { type: 'whatwg', label: 'windows-874' }),
  ...Object.assign(
    {},
    ...[1250, 1251, 1253, 1254, 1255, 1256, 1257, 1258].map((page) =>
      named(`cp${page} windows_${page} ${page}`, { type: 'whatwg', label: `windows-${page}` }),
    ),
  ),
  ...named('koi8_r', { type: 'whatwg', label: 'koi8-r' }),
  ...named('koi8_u', { type: 'whatwg', label: 'koi8-u' }),
  ...named('mac_roman macroman macintosh', { type: 'whatwg', label: 'macintosh' }),
  ...named('mac_cyrillic maccyrillic', { type: 'whatwg', label: 'x-mac-cyrillic' }),
  ...named('cp866 866 ibm866', { type: 'whatwg', label: 'ibm866' }),
  ...named('euc_jp eucjp ujis u_jis', { type: 'whatwg', label: 'euc-jp' }),
  ...named('shift_jis csshiftjis shiftjis sjis s_jis cp932 932 ms932 mskanji ms_kanji', {
    type: 'whatwg',
    label: 'shift_jis',
  }),
  ...named('iso2022_jp csiso2022jp iso2022jp iso_2022_jp', { type: 'whatwg', label: 'iso-2022-jp' }),
  ...named('euc_kr euckr korean ksc5601 ks_c_5601 ksx1001 cp949 949 ms949 uhc', { type: 'whatwg', label: 'euc-kr' }),
  ...named('gbk 936 cp936 ms936 gb2312 chinese euc_cn euccn gb2312_1980', { type: 'whatwg', label: 'gbk' }),
  ...named('gb18030 gb18030_2000', { type: 'whatwg', label: 'gb18030' }),
  ...named('big5 big5_tw csbig5 cp950 950 ms950', { type: 'whatwg', label: 'big5' }),
  ...named(
    'iso8859_11 iso_8859_11 thai big5hkscs cp037 cp273 cp424 cp437 cp500 cp720 cp737 cp775 cp850 cp852 cp855 cp856 cp857 cp858 cp860 cp861 cp862 ' +
      'cp863 cp864 cp865 cp869 cp875 cp1006 cp1026 cp1125 cp1140 euc_jis_2004 euc_jisx0213 hz iso2022_jp_1 iso2022_jp_2 ' +
      'iso2022_jp_2004 iso2022_jp_3 iso2022_jp_ext iso2022_kr johab koi8_t kz1048 mac_greek mac_iceland mac_latin2 ' +
      'mac_turkish ptcp154 shift_jis_2004 shift_jisx0213 utf_7 mbcs raw_unicode_escape unicode_escape',
    { type: 'unsupported' },
  ),
};

function named(names: string, codec: Codec): Record<string, Codec> {
  return Object.fromEntries(names.split(' ').map((name) => [name, codec]));
}

/** The codec of a declared name; undefined when Python has none of that name. */
export function codecFor(name: string): Codec | undefined {
  const normalized = name.toLowerCase().replaceAll(/[^a-z0-9.]+/g, '_');
  if (Object.hasOwn(CODECS, normalized)) return supported(CODECS[normalized]!);
  // The tokenizer takes `utf-8-*` and `latin-1-*` (as Emacs writes them: `utf-8-unix`) for the plain name.
  if (normalized.startsWith('utf_8_')) return { type: 'utf-8' };
  return /^(?:latin_1|iso_8859_1|iso_latin_1)_/.test(normalized) ? { type: 'direct', limit: 0xff } : undefined;
}

/** Which labels a TextDecoder takes depends on how Node was built. */
function supported(codec: Codec): Codec {
  if (codec.type !== 'whatwg') return codec;
  try {
    new TextDecoder(codec.label, { fatal: true });
    return codec;
  } catch {
    return { type: 'unsupported' };
  }
}

/** Decodes bytes, or tells the first that is invalid. */
export function decodeWith(
  codec: Extract<Codec, { type: 'direct' | 'cp1252' | 'whatwg' }>,
  bytes: Uint8Array,
): { text: string } | { text?: undefined; invalidAt: number } {
  if (codec.type === 'direct') {
    const invalidAt = bytes.findIndex((byte) => byte > codec.limit);
    return invalidAt < 0 ? { text: Buffer.from(bytes).toString('latin1') } : { invalidAt };
  }
  if (codec.type === 'cp1252') {
    const invalidAt = bytes.findIndex((byte) => byte >= 0x80 && byte <= 0x9f && CP1252_HIGH[byte - 0x80] === ' ');
    if (invalidAt >= 0) return { invalidAt };
    const latin1 = Buffer.from(bytes).toString('latin1');
    return { text: latin1.replace(/[\x80-\x9f]/g, (char) => CP1252_HIGH[char.charCodeAt(0) - 0x80]!) };
  }
  try {
    const text = new TextDecoder(codec.label, { fatal: true, ignoreBOM: true }).decode(bytes);
    return { text: codec.c1AsIs ? restoreC1(text, bytes) : text };
  } catch {
    return { invalidAt: firstInvalid(codec.label, bytes) };
  }
}

/** WHATWG reads some ISO 8859 parts as Windows code pages, which differ from 0x80 to 0x9f only. */
function restoreC1(text: string, bytes: Uint8Array): string {
  let restored = '';
  for (let i = 0; i < text.length; i++) {
    const byte = bytes[i]!;
    restored += byte >= 0x80 && byte <= 0x9f ? String.fromCharCode(byte) : text[i];
  }
  return restored;
}

function firstInvalid(label: string, bytes: Uint8Array): number {
  const decoder = new TextDecoder(label, { fatal: true, ignoreBOM: true });
  for (let i = 0; i < bytes.length; i++) {
    try {
      decoder.decode(bytes.subarray(i, i + 1), { stream: true });
    } catch {
      return i;
    }
  }
  return Math.max(0, bytes.length - 1);
}
