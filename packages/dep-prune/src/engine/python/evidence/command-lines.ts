import path from 'node:path';

/** One line of a file that commands stand in. */
export interface CommandLine {
  file: string;
  /** 1-based. */
  line: number;
  /** Comments are gone. */
  text: string;
}

/** Files that commands stand in, by their name or their path. */
const COMMAND_FILES: readonly RegExp[] = [
  /(?:^|\/)(?:[^/]+\.)?(?:Dockerfile|Containerfile)(?:\.[^/]+)?$/i,
  /(?:^|\/)(?:docker-)?compose[^/]*\.ya?ml$/i,
  /(?:^|\/)Procfile(?:\.[^/]+)?$/,
  /(?:^|\/)(?:GNU)?[Mm]akefile$|\.mk$/,
  /(?:^|\/)\.?[Jj]ustfile$|(?:^|\/)Taskfile\.ya?ml$/,
  /(?:^|\/)(?:tox\.ini|setup\.cfg|noxfile\.py|tasks\.py|fabfile\.py|dodo\.py)$/,
  /(?:^|\/)\.pre-commit-config\.ya?ml$/,
  /(?:^|\/)\.github\/(?:workflows|actions)\/.+\.ya?ml$/,
  /(?:^|\/)(?:\.gitlab-ci|\.travis|azure-pipelines|bitbucket-pipelines|cloudbuild|appveyor|buildspec|render|fly|app)\.(?:ya?ml|toml)$/,
  /(?:^|\/)\.circleci\/config\.ya?ml$|(?:^|\/)Jenkinsfile$/,
  /(?:^|\/)(?:project|package)\.json$/,
  /\.(?:sh|bash|zsh|fish|bat|cmd|ps1)$/,
  /(?:^|\/)(?:supervisord?|circus|uwsgi)\.(?:conf|ini)$|\.service$/,
  /(?:^|\/)(?:pyproject|pdm|hatch)\.toml$|(?:^|\/)mise\.toml$/,
];

/** Whether commands stand in a file. */
export function isCommandFile(file: string): boolean {
  return COMMAND_FILES.some((pattern) => pattern.test(file));
}

/** Whether a file may be a script by its name: it has no ending. Its first line tells. */
export function mayBeScript(file: string): boolean {
  return (
    /(?:^|\/)[\w-]+$/.test(file) && !/(?:^|\/)(?:LICEN[CS]E|COPYING|README|AUTHORS|CHANGES|NOTICE|VERSION)$/i.test(file)
  );
}

/** Words after which names are installed, not run. */
const INSTALLS =
  /\b(?:pip3?|pipx|uv pip|uv tool|uv|poetry|pdm|conda|mamba|apt-get|apt|apk|dnf|yum|brew|npm|cargo)\s+(?:\S+\s+)*?(?:install|add|remove|uninstall)\b/;

/**
 * The lines of a file in which a program may be run. A manifest's own lists of dependencies, and lines that install
 * something, are none of them.
 */
export function commandLines(file: string, text: string): CommandLine[] {
  const inToml = file.endsWith('.toml') || path.posix.basename(file) === 'setup.cfg';
  const lines = text.split(/\r\n|[\n\r]/);
  let table = '';
  return lines.flatMap((raw, index) => {
    if (inToml) table = /^\s*\[+([^\]]+)\]/.exec(raw)?.[1] ?? table;
    if (inToml && !SCRIPTS.test(table)) return [];
    const line = raw.replace(/(?:^|\s)(?:#|\/\/|REM\s).*$/, '');
    return line.trim() === '' || INSTALLS.test(line) ? [] : [{ file, line: index + 1, text: line }];
  });
}

/** Tables of a manifest that hold commands. */
const SCRIPTS = /^tool\.(?:poe|taskipy|pdm\.scripts|hatch\.envs?|rye\.scripts|tox|nox)\b|^(?:testenv|tasks)/;

/**
 * The words of a line that may be programs, each as it would be called: paths and `.exe` are gone, `python -m x` is `-m x`.
 * Which word of a line a shell would run is not worked out: a name of a distribution among the words is taken for a call.
 */
export function wordsOf(line: string): string[] {
  // The name of an image says what it starts: `FROM example/uvicorn-gunicorn:3.12`.
  const image = /^\s*FROM\s+(\S+)/.exec(line)?.[1];
  if (image !== undefined) return image.split(/[/:@-]/);
  const words = line.split(/[\s"'`,;|&()[\]{}=<>]+/).filter((word) => word !== '');
  return words.map((word, index) => {
    if (words[index - 1] === '-m') return `-m ${word}`;
    return path.posix.basename(word.replaceAll('\\', '/')).replace(/\.exe$/i, '');
  });
}
