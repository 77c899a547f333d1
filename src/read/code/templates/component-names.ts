import { moduleName } from '../programs/prefilter.ts';

/** `TrackedButton` of `tracked-button`. */
export function pascalCase(name: string): string {
  return name.replace(/(^|[-_])(\w)/g, (_, __, letter: string) => letter.toUpperCase());
}

/** The name of a component by its file, or by its folder where that says nothing. */
export function nameOfFile(file: string): string {
  return pascalCase(baseOf(file));
}

function baseOf(file: string): string {
  return moduleName(file.split('/').slice(-2).join('/')).replace(/[^\w-]/g, '');
}

/** The names by which the component of a file may be rendered. */
export function namesOfFile(file: string): string[] {
  const base = baseOf(file);
  const own = pascalCase(base);
  const all = new Set([own, pathName(file) ?? own]);
  // Only in templates of Vue a component goes by a name with a small letter.
  if (file.endsWith('.vue'))
    for (const each of [...all.add(base)]) {
      all.add(kebabCase(each));
      all.add(`Lazy${each}`);
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

/** `trackEvent` of `track-event`. */
export function camelCase(name: string): string {
  return name.replace(/-(\w)/g, (_, letter: string) => letter.toUpperCase());
}

/** `track-event` of `trackEvent`. */
export function kebabCase(name: string): string {
  return name.replace(/(?<!^)([A-Z])/g, '-$1').toLowerCase();
}
