declare module 'spdx-expression-parse' {
  interface License {
    license: string;
    plus?: true;
    exception?: string;
  }
  interface Conjunction {
    left: License | Conjunction;
    conjunction: 'and' | 'or';
    right: License | Conjunction;
  }
  /** Throws when the text is no expression. */
  export default function parse(text: string): License | Conjunction;
}
