/** What `# check=…` says: which of BuildKit's checks are off or on, and whether findings are errors. */
export interface CheckOption {
  skipAll: boolean;
  skip: ReadonlySet<string>;
  experimentalAll: boolean;
  experimental: ReadonlySet<string>;
  error: boolean;
}

export const noCheckOption: CheckOption = {
  skipAll: false,
  skip: new Set(),
  experimentalAll: false,
  experimental: new Set(),
  error: false,
};

/**
 * Reads the value of a check directive: `skip=JSONArgsRecommended,StageNameCasing;error=true`.
 *
 * @returns a message where it cannot be read
 */
export function parseCheckOption(text: string): CheckOption | string {
  const option = { ...noCheckOption };
  if (text.trim() === '') return option;
  for (const part of text.split(';')) {
    const at = part.indexOf('=');
    const key = part.slice(0, at).trim();
    const value = part.slice(at + 1).trim();
    if (at === -1) return `\`${part.trim()}\` is no check option: write key=value.`;
    if (key === 'skip') {
      option.skipAll = value === 'all';
      option.skip = names(value);
    } else if (key === 'experimental') {
      option.experimentalAll = value === 'all';
      option.experimental = names(value);
    } else if (key === 'error') {
      if (!/^(?:1|t|T|true|TRUE|True|0|f|F|false|FALSE|False)$/.test(value))
        return `\`error\` is true or false, not \`${value}\`.`;
      option.error = /^[1tT]/.test(value);
    } else {
      return `\`${key}\` is no check option: there are skip, experimental and error.`;
    }
  }
  return option;
}

function names(list: string): Set<string> {
  return list === 'all' ? new Set() : new Set(list.split(',').map((name) => name.trim()));
}

/** The option of the file with that of the comment above an instruction. */
export function mergeCheckOptions(file: CheckOption, own: CheckOption): CheckOption {
  return {
    skipAll: file.skipAll || own.skipAll,
    skip: new Set([...file.skip, ...own.skip]),
    experimentalAll: file.experimentalAll || own.experimentalAll,
    experimental: new Set([...file.experimental, ...own.experimental]),
    error: file.error,
  };
}

/** Whether a check of BuildKit is to be reported. */
export function isChecked(option: CheckOption, id: string, isExperimental: boolean): boolean {
  if (isExperimental) return option.experimentalAll || option.experimental.has(id);
  return !option.skipAll && !option.skip.has(id);
}
