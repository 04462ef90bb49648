import type { Diagnostic, Location } from '@hone/core/diagnostics';
import { readSarif } from '@hone/core/sarif';
import type { JsonReport, ReportContext } from './report.js';

/** SARIF 2.1.0, as the family's tools and many others write it. */
export const sarif: JsonReport = {
  id: 'sarif',
  literals: ['"runs":', 'sarif-schema', 'sarif-2.1'],
  start: /^\{(?:"\$schema":"[^"]*",?|"version":"2\.1[^"]*",?|"runs":\[)+/,
  shape: 'whole',
  depth: 4,
  read(_, context, text) {
    const { workspaceRoot, sources } = context;
    const { diagnostics } = readSarif(text, undefined, {
      ...(workspaceRoot !== undefined && { workspaceRoot }),
      ...(sources && { sources: (file) => sources(context.resolve(file) ?? file) }),
    });
    return diagnostics.map((diagnostic) => ({ diagnostic: inWorkspace(diagnostic, context) }));
  },
};

/** With the workspace's names of files; what lies outside loses its place, and fixes that touch it go. */
function inWorkspace(diagnostic: Diagnostic, { resolve }: ReportContext): Diagnostic {
  const { location, related, fixes, ...rest } = diagnostic;
  const move = (it: Location): Location | undefined => {
    const file = resolve(it.file);
    return file === undefined ? undefined : { ...it, file };
  };
  const moved = location && move(location);
  const around = related?.flatMap((it) => {
    const place = move(it.location);
    return place ? [{ ...it, location: place }] : [];
  });
  // Of a log that was cut off before it named its tool, the unit of columns is not known.
  const trusted = diagnostic.tool === 'unknown' ? undefined : fixes;
  const kept = trusted?.flatMap((fix) => {
    const edits = fix.edits.map((edit) => ({ ...edit, file: resolve(edit.file) }));
    return edits.every((edit): edit is typeof edit & { file: string } => edit.file !== undefined)
      ? [{ ...fix, edits }]
      : [];
  });
  return {
    ...rest,
    ...(moved && { location: moved }),
    ...(around && around.length > 0 && { related: around }),
    ...(kept && kept.length > 0 && { fixes: kept }),
  };
}
