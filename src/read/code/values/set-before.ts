import type ts from 'typescript';
import { classAround } from '../functions/classes.ts';
import { isThis } from '../functions/selves.ts';
import type { Change } from '../programs/changing.ts';
import { compiler } from '../programs/compiler.ts';
import { functionAround, isInside, reaches } from '../programs/flow.ts';
import { unwrapped } from '../programs/syntax.ts';
import type { Located } from '../project/project.ts';
import { isReset } from './writes.ts';

/**
 * The object that a method sets a field to before it reads a property of that: `this.event = { data: this.data }`, and then
 * `send(this.event.data)`; without a key, what it is first made of. Undefined where the class sets the field elsewhere, too, or where
 * something else than reading is done to it in between that may concern the property.
 */
export function setBefore({ node, program }: Located, key?: string): Located | undefined {
  const field = ownField(unwrapped(node));
  const isSet = field !== undefined && isReset(program, 'this', field);
  const around = isSet ? classAround(node) : undefined;
  const func = around && functionAround(node);
  if (!func || !compiler.isFunctionLike(func)) return undefined;
  let set: Change | undefined;
  for (const change of program.changes) {
    const part = partOf(unwrapped(change.target));
    if (part?.field !== field || classAround(change.node) !== around) continue;
    if (part?.isWhole) {
      if (set || !change.plain || functionAround(change.node) !== func) return undefined;
      set = change;
    } else if (key !== undefined && (part?.key === undefined || part.key === key)) return undefined;
  }
  if (!set?.plain || reaches(set.node, node) !== 'always') return undefined;
  if (isHandedOn(func, field as string, set.node, node)) return undefined;
  const value = unwrapped(set.plain);
  return compiler.isObjectLiteralExpression(value) ? { node: value, program } : undefined;
}

/** `event` of `this.event`. */
function ownField(node: ts.Node): string | undefined {
  return compiler.isPropertyAccessExpression(node) && isThis(node.expression) ? node.name.text : undefined;
}

/** A field of `this`, or something in it, with the key of the part that is next to the field where that is written. */
interface Part {
  readonly field: string;
  readonly key: string | undefined;
  readonly isWhole: boolean;
}

function partOf(node: ts.Expression): Part | undefined {
  let [at, key]: [ts.Expression, string | undefined] = [node, undefined];
  for (; ownField(at) === undefined; at = unwrapped(at.expression)) {
    if (!compiler.isPropertyAccessExpression(at) && !compiler.isElementAccessExpression(at)) return undefined;
    key = compiler.isPropertyAccessExpression(at) ? at.name.text : undefined;
  }
  return { field: ownField(at) as string, key, isWhole: at === node };
}

/** Whether a function hands a field on between two places, to somebody who may change it. */
function isHandedOn(func: ts.Node, field: string, after: ts.Node, before: ts.Node): boolean {
  const look = (node: ts.Node): boolean => {
    if (isInside(before, node) && node.pos >= before.pos) return false;
    const isUse = ownField(node) === field && node.pos >= after.end && node.end <= before.pos;
    if (isUse && !compiler.isPropertyAccessExpression(node.parent)) return true;
    return compiler.forEachChild(node, look) ?? false;
  };
  return look(func);
}
