import type { Ecosystem } from '../types.js';
import { planPythonEdits } from './edits/plan-edits.js';
import { readPythonFacts } from './read-facts.js';

/** Python projects: pyproject.toml, requirements files, setup.cfg and setup.py. */
export const pythonEcosystem: Ecosystem = {
  id: 'python',
  read: (request) => Promise.resolve(readPythonFacts(request)),
  planEdits: planPythonEdits,
};
