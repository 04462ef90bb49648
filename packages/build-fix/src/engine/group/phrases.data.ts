/** A way of a tool to put names without quotes into a message; the named parts are variable. */
export interface Phrase {
  /** A part of the message without which the pattern is not tried. */
  literal: string;
  /** Each group is a variable part. */
  pattern: RegExp;
}

/**
 * Messages whose names nothing marks, by tool. What `<name>` stands for cannot be seen in them: `undefined: total`.
 * From output of go 1.26, javac 21, tsc 6 and CPython 3.11 that was looked at.
 */
export const PHRASES: Readonly<Record<string, readonly Phrase[]>> = {
  go: [
    { literal: 'undefined: ', pattern: /\bundefined: (\S+)/d },
    { literal: 'declared and not used', pattern: /declared and not used: (\S+)/d },
    { literal: 'cannot use ', pattern: /^cannot use (.+? \(.+?\)) as (.+?) value in/d },
    { literal: 'missing method', pattern: /missing method ([^\s)]+)/d },
    { literal: ' value in argument to ', pattern: /argument to (\S+)/d },
    { literal: ' redeclared ', pattern: /^(\S+) redeclared /d },
    { literal: 'not enough arguments', pattern: /in call to (\S+)/d },
    { literal: 'too many arguments', pattern: /in call to (\S+)/d },
    { literal: 'mismatched types', pattern: /mismatched types (.+?) and ([^)]+)/d },
    { literal: 'undefined (type', pattern: /^(\S+) undefined \(type (\S+) has no field or method ([^,)]+)/d },
    { literal: 'no required module provides', pattern: /provides package ([^\s;]+)/d },
    { literal: 'is not in std', pattern: /^package (\S+) is not in std/d },
    { literal: 'missing go.sum entry', pattern: /package (\S+)/d },
  ],
  javac: [
    { literal: 'incompatible types: ', pattern: /incompatible types: (.+?) cannot be converted to (.+)$/d },
    { literal: ' does not exist', pattern: /^package (\S+) does not exist/d },
    { literal: 'might not have been initialized', pattern: /^variable (\S+) might/d },
    { literal: ' is already defined in ', pattern: /^\S+ (.+?) is already defined in \S+ (.+)$/d },
    { literal: ' is not abstract ', pattern: /^(\S+) is not abstract .*? method (\S+) in (\S+)$/d },
    { literal: 'cannot be applied to given types', pattern: /(\S+) in \S+ (\S+) cannot be applied/d },
    { literal: 'cannot assign a value to', pattern: /variable (\S+)$/d },
    { literal: 'unreported exception', pattern: /unreported exception (\S+?);/d },
  ],
  tsc: [
    { literal: 'following properties from type', pattern: /from type '.*': (.+)$/d },
    { literal: "'{' expected", pattern: /^('.') expected/d },
  ],
};

/** What a further line says of the kind of the error where the first does not: javac's `symbol: class Foo`. */
export const DETAILS: Readonly<Record<string, { head: string; kind: RegExp }>> = {
  javac: { head: 'cannot find symbol', kind: /^symbol: +(\w+)/m },
};
