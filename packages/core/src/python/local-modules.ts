/** Folders of a package that hold copies of other distributions and are put on the path. */
const VENDORED = /(?:^|\/)_?(?:vendor|vendored|vendored_packages|extern|third_?party|externals?)$/;

/** Finds modules among a project's own files. */
export class LocalModules {
  /** Paths without suffix of all modules, and of all folders that hold some; relative to the project. */
  private readonly modules = new Set<string>();
  private readonly folders = new Set<string>(['']);
  private readonly vendored: string[];
  /** Last segments of all modules and folders: tests put any of their folders on the path. */
  private readonly names = new Set<string>();

  /**
   * @param paths the project's sources relative to the project
   * @param sourceRoots folders on the path, relative to the project, `''` for the project itself
   * @param own the module that bears the distribution's name; it may be generated or native
   */
  constructor(
    paths: readonly string[],
    private readonly sourceRoots: readonly string[],
    private readonly own: string | undefined,
    private readonly isNamespace: (name: string) => boolean,
  ) {
    for (const path of paths) {
      this.modules.add(path.replace(/\.pyi?$/, ''));
      for (let slash = path.lastIndexOf('/'); slash > 0; slash = path.lastIndexOf('/', slash - 1)) {
        this.folders.add(path.slice(0, slash));
      }
    }
    this.vendored = [...this.folders].filter((folder) => VENDORED.test(folder));
    for (const path of [...this.modules, ...this.folders]) this.names.add(path.slice(path.lastIndexOf('/') + 1));
  }

  /** Whether `module`, imported by the file at `path`, is found in the project. */
  has(path: string, module: string, dev: boolean): boolean {
    const parts = module.split('.');
    const top = parts[0]!;
    if (top === this.own) return true;
    if (!this.names.has(top)) return false;
    const places = [...this.sourceRoots, ...this.scriptFolders(path), ...this.vendored];
    if (places.some((folder) => this.offers(folder, parts))) return true;
    return dev && !this.isNamespace(top);
  }

  /** The folders around a file that are no packages: running or collecting it puts them on the path. */
  private scriptFolders(path: string): string[] {
    const folders: string[] = [];
    for (let folder = parentOf(path); ; folder = parentOf(folder)) {
      if (!this.modules.has(join(folder, '__init__'))) folders.push(folder);
      if (folder === '') return folders;
    }
  }

  /** In a namespace the next part decides; once inside a package, a missing submodule is not this check's business. */
  private offers(folder: string, parts: readonly string[]): boolean {
    let at = folder;
    for (const [index, part] of parts.entries()) {
      at = join(at, part);
      if (this.modules.has(at)) return true;
      if (!this.folders.has(at)) return false;
      const shared = index === 0 && this.isNamespace(part);
      if (this.modules.has(join(at, '__init__')) && !shared) return true;
      if (index === 0 && !shared) return true;
    }
    return true;
  }
}

function parentOf(path: string): string {
  const slash = path.lastIndexOf('/');
  return slash < 0 ? '' : path.slice(0, slash);
}

function join(folder: string, name: string): string {
  return folder === '' ? name : `${folder}/${name}`;
}
