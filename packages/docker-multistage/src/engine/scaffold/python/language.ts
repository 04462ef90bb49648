import type { Language } from '../types.js';
import { readPythonFacts } from './facts.js';
import { planPython } from './plan.js';

/** Python: uv, poetry or pip; FastAPI, Flask, Django, Celery and plain programs. */
export const python: Language = {
  id: 'python',
  title: 'Python',
  manifests: ['pyproject.toml', 'requirements.txt', 'setup.py', 'setup.cfg', 'Pipfile'],
  plan: async (request, options) => planPython(readPythonFacts(request), options),
};
