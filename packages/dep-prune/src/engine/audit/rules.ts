import type { RuleDescriptor } from '@hone/core/diagnostics';

/** What the audit finds. */
export const auditRules: readonly RuleDescriptor[] = [
  {
    id: 'deps/vulnerable',
    summary: 'A package that stays has a known vulnerability in the locked version.',
    reason: 'The advisory says since when, and which version mends it.',
    defaultLevel: 'error',
  },
  {
    id: 'deps/informational',
    summary: 'An advisory tells of a package that stays: it is unmaintained, or not safe to use in some way.',
    reason: 'It is no vulnerability yet, and nobody will mend the next one.',
    defaultLevel: 'warning',
  },
  {
    id: 'deps/license',
    summary: 'A package that stays has a licence that the option `licenses` does not list.',
    reason: 'What is shipped has to keep to the terms of all that is in it.',
    defaultLevel: 'error',
  },
  {
    id: 'deps/license-unknown',
    summary: 'The licence of a package that stays can not be told from what is installed here.',
    reason: 'Its metadata is not on this machine, or names no licence that SPDX knows.',
    defaultLevel: 'note',
  },
  {
    id: 'deps/advisories-unreadable',
    summary: 'The file or folder that the option `advisories` names could not be read as OSV records.',
    reason: 'What can not be read warns of nothing.',
    defaultLevel: 'warning',
  },
];
