import { parse } from 'jsonc-parser';
import { type Alias, aliasesIn, textsOf } from './aliases.ts';
import type { CodeHost } from './modules.ts';
import { folderOf, joined } from './paths.ts';

/** `paths` of a `tsconfig.json`, and the folder that they and plain names are looked up from. */
export interface Aliases {
  readonly paths: readonly Alias[];
  /** The folder of `baseUrl`; undefined where there is none. */
  readonly base: string | undefined;
}

interface Config {
  readonly extends?: string | readonly string[];
  readonly compilerOptions?: {
    readonly baseUrl?: unknown;
    readonly paths?: unknown;
    readonly rootDir?: unknown;
    readonly outDir?: unknown;
  };
  readonly references?: readonly { readonly path?: unknown }[];
}

const none: Aliases = { paths: [], base: undefined };

/** What `tsconfig.json` and `jsconfig.json` alias. */
export class ConfiguredAliases {
  readonly #host: CodeHost;
  /** By the folder of the file. */
  readonly #aliases = new Map<string, Aliases>();
  readonly #configs = new Map<string, Aliases>();

  constructor(host: CodeHost) {
    this.#host = host;
  }

  /** What the configuration in a folder aliases; nothing where there is none. */
  of(folder: string): Aliases {
    const known = this.#aliases.get(folder);
    if (known) return known;
    const names = ['tsconfig.json', 'tsconfig.base.json', 'jsconfig.json'].map((name) =>
      joined(folder, name),
    );
    const file = names.find((each) => this.#host.exists(each));
    const made = file ? this.#aliasesIn(file) : none;
    this.#aliases.set(folder, made);
    return made;
  }

  /** What a file in a folder is built from by the configuration there: `lib/a.js` for `dist/a.js`; undefined where that says nothing of it. */
  sourceOf(folder: string, target: string): string | undefined {
    for (const name of ['tsconfig.json', 'tsconfig.build.json']) {
      const options = this.#configIn(joined(folder, name))?.compilerOptions;
      const [from, to] = [options?.rootDir, options?.outDir].map((each) =>
        typeof each === 'string' ? joined('', each) : undefined,
      );
      if (from && to && target.startsWith(`${to}/`)) return `${from}/${target.slice(to.length + 1)}`;
    }
    return undefined;
  }

  /** The aliases of a configuration file, read once: many projects refer to one another, and some in circles. */
  #aliasesIn(file: string): Aliases {
    const known = this.#configs.get(file);
    if (known) return known;
    this.#configs.set(file, none);
    const made = this.#readAliases(file);
    this.#configs.set(file, made);
    return made;
  }

  #configIn(file: string): Config | undefined {
    const text = this.#host.read(file);
    return text === undefined
      ? undefined
      : (parse(text, [], { allowTrailingComma: true }) as Config | undefined);
  }

  /** The aliases of a configuration, of those that it extends, and of those that it only refers to. */
  #readAliases(file: string): Aliases {
    const config = this.#configIn(file);
    const folder = folderOf(file);
    const options = config?.compilerOptions ?? {};
    const inherited = textsOf(config?.extends).map((each) => this.#aliasesIn(configFile(folder, each)));
    const last = inherited.at(-1) ?? none;
    const base = typeof options.baseUrl === 'string' ? joined(folder, options.baseUrl) : last.base;
    const own = aliasesIn(options.paths).map(({ targets, ...alias }) => ({
      ...alias,
      targets: targets.map((target) => joined(base ?? folder, target)),
    }));
    const referred = textsOf(config?.references?.map(({ path }) => path)).flatMap((path) => {
      const project = joined(folder, path);
      return this.#aliasesIn(path.endsWith('.json') ? project : joined(project, 'tsconfig.json')).paths;
    });
    const paths = own.length > 0 ? own : last.paths;
    return { paths: paths.length > 0 ? paths : referred, base };
  }
}

/** A configuration that another extends or refers to; one of a package is not looked for. */
function configFile(folder: string, path: string): string {
  const file = joined(folder, path);
  return file.endsWith('.json') ? file : `${file}.json`;
}
