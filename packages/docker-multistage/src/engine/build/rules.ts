import type { RuleDescriptor } from '@hone/core';

/** What can be wrong with a build, for SARIF and the documentation. */
export const rules: readonly RuleDescriptor[] = [
  { id: 'docker/base-image-unknown', summary: 'A base image cannot be had.' },
  { id: 'docker/build-failed', summary: 'The builder gave an error that is none of the others.' },
  { id: 'docker/build-refused', summary: 'The engine refused the request to build.' },
  { id: 'docker/context-missing', summary: 'The folder of the build context is not there.' },
  { id: 'docker/dockerfile-missing', summary: 'The Dockerfile is not there or cannot be read.' },
  { id: 'docker/engine-full', summary: 'The disk of the engine is full.' },
  { id: 'docker/engine-lost', summary: 'The engine went away in the middle of a build.' },
  { id: 'docker/file-missing', summary: 'What COPY or ADD names is not in the build context.' },
  { id: 'docker/frontend-unknown', summary: 'The Dockerfile frontend that `# syntax=` names cannot be had.' },
  { id: 'docker/image-name-invalid', summary: 'An image name or a tag is not valid.' },
  { id: 'docker/no-engine', summary: 'No engine that can build answers.' },
  { id: 'docker/option-invalid', summary: 'An option of the executor has a value that makes no sense.' },
  { id: 'docker/outside-context', summary: 'COPY or ADD names what lies outside the build context.' },
  { id: 'docker/outside-workspace', summary: 'The Dockerfile or the context lies outside the workspace.' },
  { id: 'docker/secret-missing', summary: 'A secret or an SSH agent is mounted and not given, or given from nowhere.' },
  { id: 'docker/stage-unknown', summary: 'A stage to build is not in the Dockerfile.' },
  { id: 'docker/step-failed', summary: 'The command of a RUN ended with an error.' },
  { id: 'docker/syntax', summary: 'The builder cannot parse the Dockerfile.' },
  { id: 'docker/tag-clash', summary: 'Two images of one run have the same tag.' },
  { id: 'docker/token-unknown', summary: 'A token of an option is unknown or has no value.' },
];
