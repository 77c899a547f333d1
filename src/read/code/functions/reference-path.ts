import type { Program } from '../programs/program.ts';
import type { Located } from '../project/project.ts';

/** What a callee is, followed through aliases, destructuring and imports. */
export interface Reference {
  /** The package that it comes from; undefined for globals and for names of the project. */
  readonly module: string | undefined;
  /** `['default', 'event']` of a package, `['NotifyVisitors', 'event']` of a global. `()` stands for a call. */
  readonly path: readonly string[];
  /** The same with the name that an import gives it, where the package gives it none: `['Notifyvisitors', 'event']`. */
  readonly written: readonly string[];
  /** The same from the names of constants of modules that hold it: `const analytics = createAnalytics()`. */
  readonly held?: readonly (readonly string[])[] | undefined;
  /** The program that names a module as a whole: its members are what the module exports. */
  readonly from?: Program | undefined;
  /** The proxy that it is: its members are what that hands over. */
  readonly proxy?: Located | undefined;
}

/** Whether a reference may name something that the project makes: no package says what it is. */
export function isOwn(reference: Reference | undefined): boolean {
  return reference === undefined || !isPackage(reference.module);
}

/** A member of what is referred to. */
export function extended(object: Reference, name: string): Reference {
  const held = object.held?.map((path) => [...path, name]);
  return {
    ...object,
    path: [...object.path, name],
    written: [...object.written, name],
    held,
    from: undefined,
    proxy: undefined,
  };
}

/** What a call of it hands back. */
export function returned(callee: Reference | undefined): Reference | undefined {
  return callee && extended(callee, '()');
}

/** A global, or what others import from the project, by its name. */
export function byName(name: string): Reference {
  return { module: undefined, path: [name], written: [name] };
}

/** What a module makes at its top goes by its own name too: `export const analytics = createAnalytics()`. */
export function madeHere(from: Reference | undefined, name: string): Reference | undefined {
  return from?.path.includes('()') ? heldAs(from, name) : from;
}

/** The same as it is held by a name, too. */
export function heldAs(from: Reference, name: string): Reference {
  return { ...from, held: [[name], ...(from.held ?? [])] };
}

/** Whether a module is none of the project by its name. */
export function isPackage(module: string | undefined): boolean {
  return module !== undefined && !/^[.#]/.test(module);
}
