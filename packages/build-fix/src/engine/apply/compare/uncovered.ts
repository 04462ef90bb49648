import { type Hiding, hidings } from './hiding.data.js';
import type { Seen } from './seen.js';

/**
 * Whether a diagnostic that appeared was there before, and could not be seen: something that kept its tool from looking
 * has gone, and it is on no line that was changed.
 *
 * @param gone what is not there any more
 * @param isChanged whether it is on a line that was changed
 */
export function wasHidden(appeared: Seen, gone: readonly Seen[], isChanged: boolean): boolean {
  if (isChanged) return false;
  const { tool, ruleId, location } = appeared.diagnostic;
  return hidings.some((hiding) => {
    if (!hiding.tools.includes(tool) || !isHidden(hiding, ruleId)) return false;
    return gone.some(
      ({ diagnostic, task }) =>
        hiding.tools.includes(diagnostic.tool) &&
        diagnostic.level === 'error' &&
        hiding.rules.test(diagnostic.ruleId) &&
        (hiding.reach === 'file'
          ? diagnostic.location?.file === location?.file
          : task === undefined || appeared.task === undefined || task === appeared.task),
    );
  });
}

/** Whether it is of a text that can't be parsed: then what is wrong may stand on any line before it. */
export function keepsFromParsing({ diagnostic: { tool, ruleId } }: Seen): boolean {
  return hidings.some(({ tools, rules, hidden }) => !hidden && tools.includes(tool) && rules.test(ruleId));
}

function isHidden({ rules, hidden }: Hiding, ruleId: string): boolean {
  return hidden ? hidden.test(ruleId) : !rules.test(ruleId);
}
