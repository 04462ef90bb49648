/** Rules about how a text is laid out, not about what it says: any edit may ask for them, and their own tool mends them. */
export interface LayoutRules {
  /** Names of tools, as diagnostics have them. */
  tools: readonly string[];
  rules: RegExp;
}

/**
 * rustfmt as a whole; of ruff the rules of pycodestyle, isort, flake8-commas and flake8-quotes that have a fix
 * (docs.astral.sh/ruff/rules); of ESLint the plugins that only lay out or sort.
 */
export const layoutRules: readonly LayoutRules[] = [
  { tools: ['rustfmt'], rules: /^rustfmt$/ },
  { tools: ['ruff'], rules: /^(?:I00[12]|E[123]\d\d|W(?:29[123]|391)|COM81\d|Q00\d)$/ },
  {
    tools: ['eslint'],
    rules:
      /^(?:@stylistic(?:\/[jt]sx?)?|prettier|simple-import-sort|perfectionist)\/|^import(?:-x)?\/(?:order|newline-after-import)$/,
  },
];
