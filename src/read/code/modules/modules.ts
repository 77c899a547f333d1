import { isData } from '../programs/data.ts';
import { type Alias, aliasesIn, conditions, fitting, textsOf } from './aliases.ts';
import { bundlerAliases, bundlerConfigs } from './bundler-aliases.ts';
import { ConfiguredAliases } from './configured-aliases.ts';
import { folderOf, joined, parentOf } from './paths.ts';

/** What the scanner needs from outside. All paths are relative to the working directory, with `/`. */
export interface CodeHost {
  /** The text of a file; undefined when there is none. */
  read(file: string): string | undefined;
  exists(file: string): boolean;
  /** The `package.json` files of the project, of which other files may be imported by the package's name. */
  packages(): readonly string[];
}

const sources = ['.ts', '.tsx', '.mts', '.cts', '.js', '.jsx', '.mjs', '.cjs', '.vue', '.svelte', '.astro'];
const declarations = ['.d.ts', '.d.mts', '.d.cts'];
/** In the order in which they are looked for: code before what only declares it, save among declarations. */
const fromCode = [...sources, ...declarations];
const fromDeclarations = [...declarations, ...sources];

interface WorkspacePackage {
  readonly folder: string;
  readonly json: Readonly<Record<string, unknown>>;
}

/** SvelteKit's `$lib`, and the signs for the source folder that Vite, Nuxt and Vue's projects use. */
const conventions: readonly (readonly [prefix: string, target: string])[] = [
  ['$lib/', 'src/lib/'],
  ['@/', 'src/'],
  ['@/', ''],
  ['~/', 'src/'],
  ['~/', 'app/'],
  ['~/', ''],
  ['~~/', ''],
  ['@@/', ''],
];

/** A package's name and the path in it. */
const packagePath = /^((?:@[^/]+\/)?[^/]+)(?:\/(.*))?$/;

/** Endings of files of which a bundler takes one by the platform that it builds for. */
const platforms = ['.native', '.ios', '.android', '.web'];

/** Finds the file that a module specifier means: relative, by the aliases of `tsconfig.json`, or of a package of the workspace. */
export class Modules {
  readonly #host: CodeHost;
  /** By the folder of the file that imports, and the specifier. */
  readonly #resolved = new Map<string, Map<string, string | undefined>>();
  readonly #resolvedFromDeclarations = new Map<string, Map<string, string | undefined>>();
  /** The file of a module's path. An alias leads to the same path from everywhere. */
  readonly #files = new Map<string, string | undefined>();
  readonly #configured: ConfiguredAliases;
  readonly #bundlers = new Map<string, readonly Alias[]>();
  readonly #installed = new Map<string, string | undefined>();
  #packages: Map<string, WorkspacePackage> | undefined;

  constructor(host: CodeHost) {
    this.#host = host;
    this.#configured = new ConfiguredAliases(host);
  }

  /** The file that `specifier` means in `from`; undefined for what is no file of the project. */
  resolve(from: string, specifier: string): string | undefined {
    const folder = folderOf(from);
    const endings = /\.d\.[mc]?ts$/.test(from) ? fromDeclarations : fromCode;
    const all = endings === fromCode ? this.#resolved : this.#resolvedFromDeclarations;
    let known = all.get(folder);
    if (!known) {
      known = new Map();
      all.set(folder, known);
    }
    if (known.has(specifier)) return known.get(specifier);
    const file = specifier.startsWith('.')
      ? (this.#file(joined(folder, specifier), endings) ?? this.#data(joined(folder, specifier)))
      : (this.#aliased(folder, specifier) ??
        this.#inWorkspace(specifier) ??
        this.#bundled(folder, specifier) ??
        this.#byConvention(folder, specifier));
    known.set(specifier, file);
    return file;
  }

  /** The declarations, or the code, of an installed package that `specifier` means in `from`. */
  installed(from: string, specifier: string): string | undefined {
    const key = `${folderOf(from)} ${specifier}`;
    if (!this.#installed.has(key)) this.#installed.set(key, this.#inModules(folderOf(from), specifier));
    return this.#installed.get(key);
  }

  #inModules(folder: string, specifier: string): string | undefined {
    const [, name = '', rest = ''] = packagePath.exec(specifier) ?? [];
    // Declarations of packages that are written without any stand in a package of their own.
    const typed = `@types/${name.replace(/^@([^/]+)\//, '$1__')}`;
    for (let at: string | undefined = folder; at !== undefined; at = parentOf(at))
      for (const each of [name, typed]) {
        const home = joined(at, `node_modules/${each}`);
        const json = parsedObject(this.#host.read(`${home}/package.json`));
        if (!json) continue;
        const { types, typings } = json;
        const targets = [
          ...(rest === '' ? textsOf([types, typings]) : []),
          ...entryPoints(json, rest).sort((a, b) => declarationsFirst(a) - declarationsFirst(b)),
          ...(rest === '' ? ['index'] : [rest]),
        ];
        for (const target of targets) {
          const file = this.#file(joined(home, target), fromDeclarations);
          if (file) return file;
        }
      }
    return undefined;
  }

  /** What frameworks and bundlers alias where no configuration that we see says so. */
  #byConvention(folder: string, specifier: string): string | undefined {
    const fitting = conventions.filter(([prefix]) => specifier.startsWith(prefix));
    if (fitting.length === 0) return undefined;
    for (let at: string | undefined = folder; at !== undefined; at = parentOf(at))
      for (const [prefix, target] of fitting) {
        const file = this.#file(joined(at, `${target}${specifier.slice(prefix.length)}`));
        if (file) return file;
      }
    return undefined;
  }

  /** A module's file: as written, with an extension, or the index of a folder. */
  #file(path: string, endings: readonly string[] = fromCode): string | undefined {
    if (endings !== fromCode) return this.#lookFor(path, endings);
    if (!this.#files.has(path)) this.#files.set(path, this.#lookFor(path, endings));
    return this.#files.get(path);
  }

  /** As Node looks for what is required: `require('../package')`. */
  #data(path: string): string | undefined {
    return this.#host.exists(`${path}.json`) ? `${path}.json` : undefined;
  }

  #lookFor(path: string, endings: readonly string[]): string | undefined {
    if (isData(path) && this.#host.exists(path)) return path;
    const stem = path.replace(/\.([mc]?)jsx?$/, '');
    const isWritten = endings.some((ending) => path.endsWith(ending));
    // Declarations stand beside the code that they declare.
    const ownFirst = endings === fromDeclarations && stem !== path ? [] : [path];
    for (const each of [
      ...(isWritten ? ownFirst : []),
      ...[...new Set([stem, path, `${path}/index`])].flatMap((base) =>
        endings.map((ending) => base + ending),
      ),
      ...(isWritten ? [path] : []),
    ])
      if (this.#host.exists(each)) return each;
    for (const platform of platforms)
      for (const ending of sources)
        if (this.#host.exists(`${path}${platform}${ending}`)) return `${path}${platform}${ending}`;
    return undefined;
  }

  #aliased(folder: string, specifier: string): string | undefined {
    for (let at: string | undefined = folder; at !== undefined; at = parentOf(at)) {
      const { paths, base } = this.#configured.of(at);
      const found = this.#among(paths, specifier);
      if (found) return found;
      const inBase = base === undefined ? undefined : this.#file(joined(base, specifier));
      if (inBase) return inBase;
    }
    return undefined;
  }

  /** By what a bundler is told, and by the `imports` of a package. */
  #bundled(folder: string, specifier: string): string | undefined {
    for (let at: string | undefined = folder; at !== undefined; at = parentOf(at)) {
      const found = this.#among(this.#bundlerAliasesOf(at), specifier);
      if (found) return found;
    }
    return undefined;
  }

  #bundlerAliasesOf(folder: string): readonly Alias[] {
    const known = this.#bundlers.get(folder);
    if (known) return known;
    const { imports } = parsedObject(this.#host.read(joined(folder, 'package.json'))) ?? {};
    const told = bundlerConfigs
      .map((name) => joined(folder, name))
      .filter((file) => this.#host.exists(file))
      .flatMap((file) => bundlerAliases(this.#host.read(file) ?? ''));
    const made = [...aliasesIn(imports), ...told].map((alias) => ({
      ...alias,
      targets: alias.targets.map((target) => joined(folder, target)),
    }));
    this.#bundlers.set(folder, made);
    return made;
  }

  /** The file that the most special alias which fits a specifier leads to. */
  #among(paths: readonly Alias[], specifier: string): string | undefined {
    for (const targets of fitting(paths, specifier)) {
      const found = targets.map((target) => this.#file(target)).find(Boolean);
      if (found) return found;
    }
    return undefined;
  }

  #inWorkspace(specifier: string): string | undefined {
    const [, name = '', rest = ''] = packagePath.exec(specifier) ?? [];
    const found = this.#workspace().get(name);
    if (!found) return undefined;
    const { folder, json } = found;
    const targets = [
      ...entryPoints(json, rest),
      ...(rest === '' ? ['src/index', 'index'] : [`src/${rest}`, rest]),
    ];
    const built = targets.flatMap((target) => [
      ...textsOf([this.#configured.sourceOf(folder, joined('', target))]),
      ...builtFrom(target),
    ]);
    for (const each of built) {
      const file = this.#file(joined(folder, each.replace(/\.d\.([mc]?ts)$/, '.$1')));
      if (file) return file;
    }
    return undefined;
  }

  #workspace(): Map<string, WorkspacePackage> {
    if (this.#packages) return this.#packages;
    this.#packages = new Map();
    for (const file of this.#host.packages()) {
      const json = parsedObject(this.#host.read(file));
      if (typeof json?.name === 'string') this.#packages.set(json.name, { folder: folderOf(file), json });
    }
    return this.#packages;
  }
}

/** Folders that hold what is built, and those in them for one kind of module each. */
const built = /^(?:dist|build|out|lib|esm?|cjs|module|commonjs|types|node|browser)$/;

/** What a package publishes is built from what the workspace holds: the paths of that first, then the published one itself. */
function builtFrom(target: string): string[] {
  const parts = target.replace(/^\.\//, '').split('/');
  const length = parts.slice(0, -1).findIndex((part) => !built.test(part));
  const folders = length < 0 ? parts.length - 1 : length;
  const inside = Array.from({ length: folders }, (_, index) => parts.slice(index + 1).join('/'));
  return [...inside.map((path) => `src/${path}`), ...inside.slice(parts[0] === 'lib' ? 1 : 0), target];
}

/** The files that a package names for itself or one of its parts, by any condition. */
function entryPoints(json: Readonly<Record<string, unknown>>, rest: string): string[] {
  const { exports: exported } = json;
  // A package that only has one entry names it without a path.
  const isWhole =
    typeof exported === 'string' || !Object.keys(Object(exported)).some((key) => key.startsWith('.'));
  const paths = aliasesIn(isWhole ? { '.': exported } : exported);
  const entry = fitting(paths, rest === '' ? '.' : `./${rest}`).flat();
  return rest === '' ? [json.source, entry, json.module, json.main, json.types].flatMap(conditions) : entry;
}

function declarationsFirst(file: string): number {
  return /\.d\.[mc]?ts$/.test(file) ? 0 : 1;
}

function parsedObject(text: string | undefined): Readonly<Record<string, unknown>> | undefined {
  try {
    const value: unknown = JSON.parse(text ?? '');
    return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : undefined;
  } catch {
    // A broken package.json names no package; it is not ours to report.
    return undefined;
  }
}
