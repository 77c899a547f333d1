import { moduleName } from './prefilter.ts';

/** `TrackedButton` of `tracked-button`. */
export function pascalCase(name: string): string {
  return name.replace(/(^|[-_])(\w)/g, (_, __, letter: string) => letter.toUpperCase());
}

/** The names by which the component of a file may be rendered. */
export function namesOfFile(file: string): string[] {
  const base = moduleName(file.split('/').slice(-2).join('/')).replace(/[^\w-]/g, '');
  const own = pascalCase(base);
  const all = new Set([base, own, pathName(file) ?? own]);
  for (const each of [...all]) {
    all.add(each.replace(/(?<!^)([A-Z])/g, '-$1').toLowerCase());
    if (file.endsWith('.vue')) all.add(`Lazy${each}`);
  }
  return [...all].filter((each) => each !== '');
}

/** The name that Nuxt gives to a component by the folders in which it stands: `BaseButton` of `components/base/Button.vue`. */
function pathName(file: string): string | undefined {
  const [, path] = /(?:^|\/)components\/(.+)\.\w+$/.exec(file) ?? [];
  if (path === undefined) return undefined;
  const parts: string[] = [];
  for (const part of path.split('/').map(pascalCase)) {
    // `base/BaseButton` is no `BaseBaseButton`.
    const joined = parts.join('');
    if (part.startsWith(joined) && joined !== '') parts.splice(0, parts.length, part);
    else if (part !== 'Index') parts.push(part);
  }
  return parts.join('');
}
