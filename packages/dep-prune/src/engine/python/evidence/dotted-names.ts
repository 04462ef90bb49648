import { standardLibraryModules } from '@hone/core/python';
import type { Evidence } from '../../types.js';
import type { PythonContext } from '../context.js';
import type { EvidenceSource } from './evidence-source.js';

const STANDARD = standardLibraryModules(14);
/** A string that looks like the name of a module or of something in one. */
const DOTTED = /(["'])([A-Za-z_]\w*(?:\.[A-Za-z_]\w*)*)(?::[A-Za-z_][\w.]*)?\1/g;
/** Endings of file names, which look like dotted names. */
const FILE_NAME =
  /\.(?:txt|json|ya?ml|toml|md|rst|html?|css|js|ts|log|csv|xml|sql|db|sh|ini|cfg|conf|png|jpe?g|svg|gif|pdf|zip|gz|tar|py|so|exe|com|org|net|io|lock|env|pem|key|crt|typed|pyi|in)$/i;
/** Files in which a bare name is a setting too: `INSTALLED_APPS`, `extensions`, `plugins`. */
const SETTINGS =
  /(?:^|\/)(?:(?:[^/]*_)?settings(?:_[^/]*)?|celeryconfig|conf|config|[^/]*_config|gunicorn[^/]*|noxfile)\.py$|(?:^|\/)settings\/[^/]+\.py$/;
/** A list of Django's applications, in a file of whatever name: `THIRD_PARTY_APPS = [`. */
const APPS = /^\s*(?:[A-Z]+_)*APPS\s*(?::[^=\n]+)?\+?=/m;
/** Settings in other languages in which classes are named: logging configurations. */
const OTHER_SETTINGS =
  /(?:^|\/)[^/]*(?:log|settings|config|worker|uvicorn|gunicorn|alembic)[^/]*\.(?:ini|cfg|conf|ya?ml|json|toml)$/i;

/**
 * Dotted names in strings, which frameworks import: `INSTALLED_APPS`, `MIDDLEWARE`, handlers of logging, Sphinx
 * extensions, Celery's settings, `import_string`. A bare name counts in files of settings alone.
 */
export const dottedNames: EvidenceSource = function* (context) {
  for (const { file, role } of context.sources.files) {
    if (role === 'foreign') continue;
    const scope = role === 'shipped' ? 'runtime' : 'development';
    yield* namesIn(context, file, scope, SETTINGS.test(file));
  }
  for (const file of context.files) {
    if (OTHER_SETTINGS.test(file)) yield* namesIn(context, file, 'runtime', false);
  }
};

function* namesIn(
  { text, providers }: PythonContext,
  file: string,
  scope: Evidence['scope'],
  bareNames: boolean,
): Generator<Evidence> {
  const content = text(file) ?? '';
  const lines = content.split(/\r\n|[\n\r]/);
  const withBareNames = bareNames || APPS.test(content);
  const isPython = file.endsWith('.py') || file.endsWith('.pyi');
  for (const [index, line] of lines.entries()) {
    if (isPython ? !/["']/.test(line) : !line.includes('.')) continue;
    for (const written of isPython ? stringsIn(line) : wordsIn(line)) {
      if (FILE_NAME.test(written) || (!written.includes('.') && !withBareNames)) continue;
      const [top = ''] = written.split('.');
      if (top.length < 3 || STANDARD.has(top)) continue;
      for (const name of providers.declaredFor(written)) {
        const sure = scope === 'development' && SETTINGS.test(file);
        const detail = `the name "${written}"`;
        yield { kind: 'setting', name, scope, ...(!sure && { conditional: true }), detail, file, line: index + 1 };
      }
    }
  }
}

function stringsIn(line: string): string[] {
  return line.trimStart().startsWith('#') ? [] : [...line.matchAll(DOTTED)].map((match) => match[2] ?? '');
}

/** In YAML, ini and JSON a value stands with quotes or without. */
function wordsIn(line: string): string[] {
  if (/^\s*[#;]/.test(line)) return [];
  return [...line.matchAll(/(?<![\w./@-])[A-Za-z_]\w*(?:\.[A-Za-z_]\w*)+(?![\w/@-])/g)].map(([word]) => word);
}
