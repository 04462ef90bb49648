import { dirname, join, relative } from 'node:path';
import ts from 'typescript';

/** The repository's TypeScript over a folder of which some texts are others than on disk. */
export interface Checker {
  /** Files of the program in the folder, relative. */
  files: string[];
  text(file: string): string;
  source(file: string): ts.SourceFile;
  set(texts: ReadonlyMap<string, string>): void;
  /** `file:line:column:code message` of all errors. */
  check(): Found[];
}

/** One error. */
export interface Found {
  file: string;
  line: number;
  column: number;
  code: number;
  message: string;
}

/** A language service is used as a checker since it checks again only what changed. */
export function createChecker(root: string): Checker {
  const config = join(root, 'tsconfig.json');
  const parsed = ts.parseJsonConfigFileContent(
    ts.readConfigFile(config, ts.sys.readFile).config,
    ts.sys,
    dirname(config),
  );
  const changed = new Map<string, { text: string; version: number }>();
  const host: ts.LanguageServiceHost = {
    getCompilationSettings: () => ({ ...parsed.options, noEmit: true }),
    getScriptFileNames: () => parsed.fileNames,
    getScriptVersion: (file) => String(changed.get(file)?.version ?? 0),
    getScriptSnapshot: (file) => {
      const text = changed.get(file)?.text ?? ts.sys.readFile(file);
      return text === undefined ? undefined : ts.ScriptSnapshot.fromString(text);
    },
    getCurrentDirectory: () => root,
    getDefaultLibFileName: (options) => ts.getDefaultLibFilePath(options),
    fileExists: ts.sys.fileExists,
    readFile: (file) => changed.get(file)?.text ?? ts.sys.readFile(file),
    readDirectory: ts.sys.readDirectory,
    directoryExists: ts.sys.directoryExists,
    getDirectories: ts.sys.getDirectories,
  };
  const service = ts.createLanguageService(host);
  const absolute = (file: string): string => join(root, file);
  const program = (): ts.Program => {
    const made = service.getProgram();
    if (!made) throw new Error('no program');
    return made;
  };
  let version = 0;
  return {
    files: parsed.fileNames.filter((file) => !file.endsWith('.d.ts')).map((file) => relative(root, file)),
    text: (file) => changed.get(absolute(file))?.text ?? ts.sys.readFile(absolute(file)) ?? '',
    source: (file) => ts.createSourceFile(file, ts.sys.readFile(absolute(file)) ?? '', ts.ScriptTarget.Latest, true),
    set: (texts) => {
      version++;
      for (const file of changed.keys())
        if (!texts.has(relative(root, file))) changed.set(file, { text: ts.sys.readFile(file) ?? '', version });
      for (const [file, text] of texts)
        if (changed.get(absolute(file))?.text !== text) changed.set(absolute(file), { text, version });
    },
    check: () =>
      parsed.fileNames.flatMap((file) => {
        const source = program().getSourceFile(file);
        if (!source) return [];
        const errors = [...program().getSyntacticDiagnostics(source), ...program().getSemanticDiagnostics(source)];
        return errors
          .filter(({ category }) => category === ts.DiagnosticCategory.Error)
          .map(({ start = 0, code, messageText }) => {
            const { line, character } = source.getLineAndCharacterOfPosition(start);
            const message = ts.flattenDiagnosticMessageText(messageText, '\n').split('\n', 1)[0] ?? '';
            return { file: relative(root, file), line: line + 1, column: character + 1, code, message };
          });
      }),
  };
}
