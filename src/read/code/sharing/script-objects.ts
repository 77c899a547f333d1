import type ts from 'typescript';
import { isModule } from '../modules/exports.ts';
import { choicesIn } from '../programs/aliasing.ts';
import { compiler } from '../programs/compiler.ts';
import { globalObjects } from '../programs/prefilter.ts';
import type { Program } from '../programs/program.ts';
import { lookUp } from '../programs/scope.ts';
import { unwrapped, wrapped } from '../programs/syntax.ts';
import { isAssignment } from '../programs/targets.ts';
import type { Located } from '../project/project.ts';

/** What every module of its own kind has under that name. */
const ofModules = new Set(['module', 'exports', 'require', 'arguments', 'process']);

/** What all scripts have of the browser and the language: what is put there is read by those. */
const ofPlatform = new Set(
  (
    'document location history navigator screen event performance localStorage sessionStorage console ' +
    'Object Array String Number Function Promise Date Math JSON Element HTMLElement Node Event'
  ).split(' '),
);

/** Names under which pages have one object. */
const otherNames = new Map([['$', 'jQuery']]);

/** Names stand for one another so deep. */
const deepest = 4;

/**
 * The path by which all scripts of a page know an object, `['App', 'events']` of `App.events` and `window.App.events`, and of what a
 * function that is called at once is given for it: `(function (app) { app.events })(window.App = window.App || {})`. Undefined for
 * what is known to a file alone.
 */
export function sharedPath({ node, program }: Located, depth = 0): readonly string[] | undefined {
  const at = unwrapped(node);
  if (depth > deepest) return undefined;
  if (compiler.isPropertyAccessExpression(at)) {
    const path = sharedPath({ node: at.expression, program }, depth + 1);
    const isMeant = path && (path.length > 0 || !ofPlatform.has(at.name.text));
    return isMeant ? [...path, at.name.text] : undefined;
  }
  if (isAssignment(at)) return sharedPath({ node: at.left as ts.Expression, program }, depth + 1);
  if (!compiler.isIdentifier(at) || ofModules.has(at.text)) return undefined;
  const found = lookUp(program.scopeOf(at), at.text);
  if (!found && ofPlatform.has(at.text)) return undefined;
  if (!found) return globalObjects.has(at.text) ? [] : [otherNames.get(at.text) ?? at.text];
  const { binding, scope } = found;
  const given =
    binding.kind === 'parameter' && binding.path?.length === 0 ? givenAtOnce(binding.declaration) : undefined;
  if (given) return firstPath(choicesAndTargets(given), program, depth);
  const isOfScript = binding.kind === 'variable' && scope === program.moduleScope && !isModule(program);
  return isOfScript && program.component === undefined ? [at.text] : undefined;
}

function firstPath(nodes: readonly ts.Expression[], program: Program, depth: number) {
  for (const node of nodes) {
    const path = sharedPath({ node, program }, depth + 1);
    if (path && path.length > 0) return path;
  }
  return undefined;
}

/** What an expression may be; of what is set there, what it is set as. */
function choicesAndTargets(node: ts.Expression): readonly ts.Expression[] {
  const at = unwrapped(node);
  return isAssignment(at) ? [at] : choicesIn(at);
}

/** What a function that is called where it stands is given for a parameter. */
function givenAtOnce(parameter: ts.ParameterDeclaration): ts.Expression | undefined {
  const func = wrapped(parameter.parent);
  const call = func.parent;
  const isCalled = compiler.isCallExpression(call) && call.expression === func;
  return isCalled ? call.arguments[parameter.parent.parameters.indexOf(parameter)] : undefined;
}

/**
 * The path by which scripts know what a call makes a member of: plugins of jQuery are put on `$.fn`, and called on what it finds,
 * `$('a').first().track()`.
 */
export function pathOfMade({ node, program }: Located): readonly string[] | undefined {
  let at = unwrapped(node);
  while (compiler.isCallExpression(at)) {
    const callee = unwrapped(at.expression);
    if (compiler.isIdentifier(callee)) {
      const path = sharedPath({ node: callee, program });
      return path?.join('.') === 'jQuery' ? ['jQuery', 'fn'] : undefined;
    }
    if (!compiler.isPropertyAccessExpression(callee)) return undefined;
    at = unwrapped(callee.expression);
  }
  return undefined;
}
