import type { Language } from '../types.js';
import { readPythonFacts } from './facts.js';
import { planPython } from './plan.js';

/** Python: uv, poetry or pip; FastAPI, Flask, Django, Celery and plain programs. */
export const python: Language = {
  id: 'python',
  title: 'Python',
  manifests: ['pyproject.toml', 'requirements.txt', 'setup.py', 'setup.cfg', 'Pipfile'],
  counts: (file, text) =>
    !(file === 'pyproject.toml' || file === 'setup.cfg') ||
    /^\s*\[(?:project|build-system|tool\.poetry|tool\.uv|metadata|options)\]/m.test(text),
  plan: async (request, options) => planPython(readPythonFacts(request), options),
};
