import { catchesImportError, IN_FUNCTION, judgeTest, OPTIONAL, suppressesImportError } from './conditions.js';

/** The compound statements that say something of the imports in them. */
export type Keyword = 'if' | 'elif' | 'else' | 'try' | 'except' | 'finally' | 'with' | 'def';

interface Block {
  kind: 'if' | 'try' | 'other';
  indent: number;
  /** What holds around the statement. */
  outer: number;
  /** What holds in the clause being read. */
  flags: number;
  /** What holds in the `else`, and for `if` in every later branch. */
  others: number;
  /** For `try`: the imports of its body, as a range of the results; the end is set at the first clause behind it. */
  first: number;
  end: number;
}

const CONTINUES: Record<Block['kind'], ReadonlySet<Keyword | undefined>> = {
  if: new Set(['elif', 'else']),
  try: new Set(['except', 'else', 'finally']),
  other: new Set(),
};

/** The open blocks around the line being read, as indentation tells them. Blocks that say nothing are not kept. */
export class Blocks {
  private readonly stack: Block[] = [];
  /** What holds for the line being read. */
  flags = 0;
  /** How many `try` statements are open: what they say of the imports in them is known only at their handlers. */
  openTries = 0;

  constructor(private readonly markOptional: (first: number, end: number) => void) {}

  /** A logical line begins; `count` imports were found so far. */
  line(indent: number, keyword: Keyword | undefined, count: number): void {
    const { stack } = this;
    let top = stack.at(-1);
    while (top && (top.indent > indent || (top.indent === indent && !CONTINUES[top.kind].has(keyword)))) {
      if (top.kind === 'try') this.openTries -= 1;
      this.flags = top.outer;
      stack.pop();
      top = stack.at(-1);
    }
    if (top?.indent === indent) {
      if (top.end < 0) top.end = count;
      this.flags = top.outer;
    }
  }

  /** The header of a clause ends, with `text` between its keyword and its colon. */
  header(keyword: Keyword, indent: number, text: string, count: number): void {
    const top = this.stack.at(-1);
    const open = top?.indent === indent ? top : undefined;
    switch (keyword) {
      case 'if':
      case 'elif':
        this.branch(open, indent, text);
        break;
      case 'else':
      case 'finally':
        // The `else` of a `try` runs only when its imports went well.
        if (open) this.clause(open, keyword === 'else' ? open.others : 0);
        break;
      case 'try':
        this.openTries += 1;
        this.push({ kind: 'try', indent, flags: this.flags, first: count, end: -1 });
        break;
      case 'except':
        if (open) this.handler(open, text);
        break;
      case 'with':
        if (suppressesImportError(text)) this.push({ kind: 'other', indent, flags: this.flags | OPTIONAL });
        break;
      case 'def':
        if (!(this.flags & IN_FUNCTION)) this.push({ kind: 'other', indent, flags: this.flags | IN_FUNCTION });
        break;
    }
  }

  private branch(open: Block | undefined, indent: number, text: string): void {
    const { body, others } = judgeTest(text);
    if (open) {
      this.clause(open, open.others | body);
      open.others |= others;
    } else if (body | others) this.push({ kind: 'if', indent, flags: this.flags | body, others });
  }

  private handler(open: Block, text: string): void {
    const catches = catchesImportError(text);
    if (catches) {
      this.markOptional(open.first, open.end);
      open.others = OPTIONAL;
    }
    this.clause(open, catches ? OPTIONAL : 0);
  }

  private clause(open: Block, flags: number): void {
    open.flags = open.outer | flags;
    this.flags = open.flags;
  }

  private push(block: Pick<Block, 'kind' | 'indent' | 'flags'> & Partial<Block>): void {
    this.stack.push({ outer: this.flags, others: 0, first: 0, end: 0, ...block });
    this.flags = block.flags;
  }
}
