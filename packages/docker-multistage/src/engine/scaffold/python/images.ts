import { HoneError } from '@hone/core/diagnostics';
import type { PlanArg, Runtime } from '../types.js';
import type { PythonFacts } from './types.js';

/** uv's image holds nothing but its two programs. */
export const UV_IMAGE = 'ghcr.io/astral-sh/uv:0.9.30';

/** The Python of each distroless image is that of its Debian release: https://github.com/GoogleContainerTools/distroless */
const DISTROLESS: Readonly<Record<string, { image: string; debian: string }>> = {
  '3.11': { image: 'gcr.io/distroless/python3-debian12', debian: 'debian:bookworm-slim' },
  '3.13': { image: 'gcr.io/distroless/python3-debian13', debian: 'debian:trixie-slim' },
};

/** The images that stages stand on. */
export interface Images {
  args: PlanArg[];
  /** What the production stage stands on. */
  runtime: string;
  flavour: 'debian' | 'alpine';
  /** The base has no Python yet. */
  installsPython: boolean;
}

/** Chooses the base images. @throws HoneError when there is no such runtime for this Python */
export function chooseImages({ python, project }: PythonFacts, runtime: Runtime = 'slim'): Images {
  const image = (name: string, value: string, comment?: string): PlanArg => ({
    name,
    value,
    image: true,
    ...(comment !== undefined && { comment }),
  });
  switch (runtime) {
    case 'slim': {
      const args = [image('PYTHON_IMAGE', `python:${python}-slim-bookworm`)];
      return { args, runtime: 'base', flavour: 'debian', installsPython: false };
    }
    case 'alpine': {
      const args = [image('PYTHON_IMAGE', `python:${python}-alpine`)];
      return { args, runtime: 'base', flavour: 'alpine', installsPython: false };
    }
    case 'distroless': {
      const found = DISTROLESS[python];
      if (!found) {
        const versions = Object.keys(DISTROLESS).join(' and ');
        throw new HoneError(`There is no distroless image with Python ${python}, which ${project.name} asks for.`, {
          hint: `There are some with ${versions}: say so in .python-version, or choose another runtime.`,
        });
      }
      const same = 'Builder and runtime have the Python of the same Debian release, at the same path.';
      const args = [image('PYTHON_IMAGE', found.debian, same), image('RUNTIME_IMAGE', found.image)];
      return { args, runtime: '${RUNTIME_IMAGE}', flavour: 'debian', installsPython: true };
    }
    case 'scratch':
      throw new HoneError('Python can not run on `scratch`: it needs its interpreter and a C library.', {
        hint: 'Choose `distroless`, which has little more than that.',
      });
  }
}
