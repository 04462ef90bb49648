import type { SourceText } from './read-sources.js';
import type { CodeFacts } from './types.js';

/** Reads what `manage.py` says: the settings, and beside them the modules for servers. */
export function findDjango(sources: readonly SourceText[]): CodeFacts['django'] {
  const manage = sources.find(({ file }) => /(?:^|\/)manage\.py$/.test(file));
  const [, settings] = /DJANGO_SETTINGS_MODULE["']\s*,\s*["']([\w.]+)["']/.exec(manage?.text ?? '') ?? [];
  if (!manage || settings === undefined) return undefined;
  const serves = (name: 'wsgi' | 'asgi') =>
    sources.find(
      ({ module, masked }) => new RegExp(`(?:^|\\.)${name}$`).test(module) && /^application\b/m.test(masked),
    );
  const [wsgi, asgi] = [serves('wsgi'), serves('asgi')];
  const inSettings = sources.filter(({ module }) => module === settings || module.startsWith(parentOf(settings)));
  return {
    manage: manage.file,
    settings,
    ...(wsgi && { wsgi: wsgi.module }),
    ...(asgi && { asgi: asgi.module }),
    collectsStatic: inSettings.some(({ masked }) => /^[ \t]*STATIC_ROOT[ \t]*=(?![ \t]*None)/m.test(masked)),
    required: requiredVariables(inSettings),
  };
}

/** `config.settings.production` is told by its siblings too; a plain `shop.settings` by itself alone. */
function parentOf(settings: string): string {
  const parts = settings.split('.');
  return parts.length > 2 ? `${parts.slice(0, -1).join('.')}.` : `${settings}.`;
}

/** Variables without which the settings can't be loaded. */
function requiredVariables(sources: readonly SourceText[]): string[] {
  const found = sources.flatMap(({ text }) =>
    [...text.matchAll(/\benviron\[\s*["'](\w+)["']\s*\]/g)].map(([, name]) => name!),
  );
  return [...new Set(found)].sort();
}
