// Written by tools/oracles/ruff-tables/generate.py from `ruff rule --all`, ruff's answers and source, 0.17.3.

/** The keys that each table of a ruff configuration may have, separated by spaces. */
export const knownKeys: Readonly<Record<string, string>> = {
  lint: 'allowed-confusables dummy-variable-rgx extend-ignore extend-select extend-fixable extend-unfixable external fixable ignore extend-safe-fixes extend-unsafe-fixes ignore-init-module-imports logger-objects select explicit-preview-rules task-tags typing-modules unfixable flake8-annotations flake8-bandit flake8-boolean-trap flake8-bugbear flake8-builtins flake8-comprehensions flake8-copyright flake8-errmsg flake8-quotes flake8-self flake8-tidy-imports flake8-type-checking flake8-gettext flake8-implicit-str-concat flake8-import-conventions flake8-pytest-style flake8-unused-arguments isort mccabe pep8-naming pycodestyle pydocstyle pyflakes pylint pyupgrade per-file-ignores extend-per-file-ignores exclude pydoclint ruff preview typing-extensions future-annotations',
  'lint.flake8-annotations':
    'mypy-init-return suppress-dummy-args suppress-none-returning allow-star-arg-any ignore-fully-untyped',
  'lint.flake8-bandit':
    'hardcoded-tmp-directory hardcoded-tmp-directory-extend check-typed-exception extend-markup-names allowed-markup-calls',
  'lint.flake8-boolean-trap': 'extend-allowed-calls',
  'lint.flake8-bugbear': 'extend-immutable-calls',
  'lint.flake8-builtins':
    'builtins-ignorelist ignorelist builtins-allowed-modules allowed-modules builtins-strict-checking strict-checking',
  'lint.flake8-comprehensions': 'allow-dict-calls-with-keyword-arguments',
  'lint.flake8-copyright': 'notice-rgx author min-file-size',
  'lint.flake8-errmsg': 'max-string-length',
  'lint.flake8-quotes': 'inline-quotes multiline-quotes docstring-quotes avoid-escape',
  'lint.flake8-self': 'ignore-names extend-ignore-names',
  'lint.flake8-tidy-imports':
    'ban-relative-imports banned-api extend-banned-api banned-module-level-imports require-lazy ban-lazy',
  'lint.flake8-type-checking':
    'strict exempt-modules runtime-evaluated-base-classes runtime-evaluated-decorators quote-annotations',
  'lint.flake8-gettext': 'function-names extend-function-names',
  'lint.flake8-implicit-str-concat': 'allow-multiline',
  'lint.flake8-import-conventions': 'aliases extend-aliases banned-aliases banned-from',
  'lint.flake8-pytest-style':
    'fixture-parentheses parametrize-names-type parametrize-values-type parametrize-values-row-type raises-require-match-for raises-extend-require-match-for mark-parentheses warns-require-match-for warns-extend-require-match-for',
  'lint.flake8-unused-arguments': 'ignore-variadic-names',
  'lint.isort':
    'force-wrap-aliases force-single-line single-line-exclusions combine-as-imports split-on-trailing-comma order-by-type force-sort-within-sections case-sensitive force-to-top known-first-party known-third-party known-local-folder extra-standard-library relative-imports-order required-imports classes constants variables no-lines-before import-heading lines-after-imports lines-between-types forced-separate section-order default-section no-sections detect-same-package from-first length-sort length-sort-straight sections',
  'lint.mccabe': 'max-complexity',
  'lint.pep8-naming': 'ignore-names extend-ignore-names classmethod-decorators staticmethod-decorators',
  'lint.pycodestyle': 'max-line-length max-doc-length ignore-overlong-task-comments',
  'lint.pydocstyle': 'convention ignore-decorators property-decorators ignore-var-parameters',
  'lint.pyflakes': 'extend-generics allowed-unused-imports',
  'lint.pylint':
    'allow-magic-value-types allow-magic-values extend-allow-magic-values allow-dunder-method-names max-branches max-returns max-args max-positional-args max-locals max-statements max-statements-in-try max-public-methods max-bool-expr max-nested-blocks',
  'lint.pyupgrade': 'keep-runtime-typing',
  'lint.pydoclint': 'ignore-one-line-docstrings',
  'lint.ruff': 'parenthesize-tuple-in-subscript extend-markup-names allowed-markup-calls strictly-empty-init-modules',
};
