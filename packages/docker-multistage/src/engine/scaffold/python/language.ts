import type { Language } from '../types.js';

/** Python: uv, poetry or pip; FastAPI, Flask, Django, Celery and plain programs. */
export const python: Language = {
  id: 'python',
  title: 'Python',
  manifests: ['pyproject.toml', 'requirements.txt', 'setup.py', 'setup.cfg', 'Pipfile'],
  plan: () => Promise.reject(new Error('planned')),
};
