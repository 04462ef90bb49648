/**
 * What at the workspace root can show that some project uses a dependency: files in which commands stand, and settings of
 * tools. What `@hone/dep-prune` looks at there, a little generously; a test of that package compares the two.
 */
export const rootFiles: readonly string[] = [
  '{*,.*}.{py,pyx,ipynb,proto,ini,cfg,conf,toml,service,mk,sh,bash,zsh,fish,bat,cmd,ps1}',
  '*{Dockerfile,dockerfile,Containerfile,containerfile}*',
  '{compose,docker-compose}*.{yml,yaml}',
  'Procfile*',
  '{Makefile,makefile,GNUmakefile,GNUMakefile,justfile,Justfile,.justfile,.Justfile,Jenkinsfile}',
  '{project.json,package.json,pyrightconfig.json}',
  '{.coveragerc,.flake8,.pylintrc,pylintrc,.bandit,.importlinter,.yamllint}',
  '{Taskfile,mkdocs,dbt_project,dvc,uwsgi}.{yml,yaml}',
  '{.pre-commit-config,.yamllint,.cookiecutter}.{yml,yaml}',
  '{.gitlab-ci,.travis,azure-pipelines,bitbucket-pipelines,cloudbuild,appveyor,buildspec,render,fly,app}.{yml,yaml}',
  '{gitlab-ci,travis,.azure-pipelines,.bitbucket-pipelines,.cloudbuild,.appveyor,.buildspec,.render}.{yml,yaml}',
  '.github/workflows/*',
];
