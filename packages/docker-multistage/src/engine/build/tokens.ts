import { HoneError } from '@hone/core/diagnostics';

/** What stands for a token, looked up when it is used. `undefined` where there is no value. */
export type TokenValues = Readonly<Record<string, () => string | undefined>>;

const TOKEN = /\{(\w+)\}/g;

/** The names of the tokens in a text. */
export function tokensIn(text: string): string[] {
  return [...text.matchAll(TOKEN)].map(([, name]) => name!);
}

/**
 * Replaces `{name}` in a text.
 *
 * @param option for messages: where the text stands
 * @param form what becomes of a value before it is put in
 * @throws HoneError when a token is unknown or has no value
 */
export function expandTokens(
  text: string,
  values: TokenValues,
  option: string,
  form: (value: string) => string = (value) => value,
): string {
  return text.replace(TOKEN, (token, name: string) => {
    const find = Object.hasOwn(values, name) ? values[name] : undefined;
    const value = find?.();
    if (value !== undefined) return form(value);
    throw new HoneError(
      find
        ? `The option \`${option}\` has ${token}, for which there is no value here.`
        : `The option \`${option}\` has the unknown token ${token}.`,
      {
        code: 'docker/token-unknown',
        hint: find
          ? REASONS[name]
          : `Known are ${Object.keys(values)
              .map((known) => `{${known}}`)
              .join(', ')}.`,
      },
    );
  });
}

const REASONS: Readonly<Record<string, string>> = {
  version: 'The manifest of the project has no version: write one, or leave {version} out.',
  sha: 'The workspace is no git repository with a commit.',
  shortSha: 'The workspace is no git repository with a commit.',
  branch: 'No branch is checked out, and the environment of the CI names none.',
  stage: 'This option is not one of a single stage.',
};
