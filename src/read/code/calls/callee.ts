import type { CallShape } from '../../../model/pack.ts';
import type { Reference } from '../functions/reference-path.ts';
import type { Packages } from '../project/project.ts';

/** What a call calls: what it refers to, and as which member of anything. */
export interface Callee {
  readonly reference: Reference | undefined;
  readonly members: readonly string[];
  /** Whether it is a member of `this`. */
  readonly isOfThis?: boolean;
}

/** Whether it is what a shape calls. */
export function isCallee({ callee, module }: CallShape, { reference, members, isOfThis }: Callee): boolean {
  if (callee.startsWith('this.') && isOfThis && module === undefined)
    return members.join('.') === callee.slice('this.'.length);
  if (callee.startsWith('*.')) {
    const wanted = callee.slice(2).split('.');
    // `const { capture } = usePostHog()` takes the method off its receiver.
    const isMember = reference !== undefined && endsWith(steps(reference.path.slice(1)), wanted);
    return (
      (endsWith(members, wanted) || isMember) && (module === undefined || isOf(module, reference?.module))
    );
  }
  if (!reference || (module !== undefined && reference.module !== module)) return false;
  // `mixpanel.track` of `import mixpanel from 'mixpanel-browser'`: as it is written.
  if ([reference.written, ...(reference.held ?? [])].some((path) => dotted(path) === callee)) return true;
  if (module === undefined) return false;
  const path = dotted(reference.path);
  return (
    path === callee ||
    // `require` of a module hands over its default export, or the object that holds it.
    (callee.startsWith('default.') && path === callee.slice('default.'.length)) ||
    // What a hook or factory of the package hands over goes by its own name.
    (reference.path.includes('()') && reference.path.at(-1) === callee)
  );
}

/** The packages of shapes, by which a module is one of them: of those whose methods of anything send, what they keep under their name, too. */
export function packagesOf(shapes: readonly CallShape[]): Packages {
  const exact = new Set(shapes.flatMap(({ module }) => module ?? []));
  const whole = shapes.flatMap(({ callee, module }) => (callee.startsWith('*.') && module ? [module] : []));
  return {
    names: [...exact],
    has: (module) => exact.has(module) || whole.some((each) => isOf(each, module)),
  };
}

/** A function of one's own may take a function that makes what is sent; a vendor's takes what its documents say. */
export function isOwn(shape: CallShape | undefined): boolean {
  return shape !== undefined && shape.source === undefined;
}

/** Whether a module is a package or a part of it: `posthog-js/react` of `posthog-js`. */
export function isOf(wanted: string, module: string | undefined): boolean {
  return module === wanted || (module?.startsWith(`${wanted}/`) ?? false);
}

/** `useTracking()` and `trackEvent` of `useTracking().trackEvent`. */
export function split(callee: string): readonly [receiver: string | undefined, method: string] {
  const at = callee.lastIndexOf('.');
  return at < 0 ? [undefined, callee] : [callee.slice(0, at), callee.slice(at + 1)];
}

function endsWith(path: readonly string[], wanted: readonly string[]): boolean {
  return wanted.every((name, at) => path[path.length - wanted.length + at] === name);
}

/** `['getClient()', 'track']` of the path of `getClient().track`. */
function steps(path: readonly string[]): readonly string[] {
  return dotted(path).split('.');
}

/** `useTracking().trackEvent`. */
function dotted(path: readonly string[]): string {
  return path.join('.').replaceAll('.()', '()');
}
