import type ts from 'typescript';
import { compiler } from '../programs/compiler.ts';
import type { Program } from '../programs/program.ts';
import { unwrapped } from '../programs/syntax.ts';
import type { Located, Project } from '../project/project.ts';
import { argumentsOf } from './arguments.ts';
import { asWritten } from './built-objects.ts';
import { done } from './built-runs.ts';
import type { Cell } from './built-steps.ts';
import { settingsOf } from './class-settings.ts';
import { baseOf, classAt, extendedBy, fieldOf } from './classes.ts';
import { type Arguments, enter } from './frames.ts';
import { isComputed, parameterProperty, superCall } from './instances.ts';
import { isNothing } from './returns.ts';

/** What a field holds of an object that is made anew. */
export function made(
  project: Project,
  { node, program }: Located<ts.NewExpression>,
  cell: Cell,
): Located | undefined {
  const at = classAt(project, { node: node.expression, program });
  if (!at) return undefined;
  const args = argumentsOf(project, node.arguments ?? [], program);
  const value = constructed(project, at, { args, maker: program, self: { node, program } }, cell);
  return value && isLeftToOthers(unwrapped(value.node), at, cell) ? undefined : value;
}

/** Whether a field is nothing at first that a class sets later: who does so is perhaps not seen. */
function isLeftToOthers(value: ts.Expression, at: Located<ts.ClassLikeDeclaration>, cell: Cell): boolean {
  return (
    'field' in cell && isNothing(value) && !isEmptyObject(value) && settingsOf(at).changed.has(cell.field)
  );
}

interface Making {
  readonly args: Arguments;
  readonly maker: Program;
  readonly self: Located;
}

/** What a field holds when the constructor of a class is done. */
function constructed(
  project: Project,
  at: Located<ts.ClassLikeDeclaration>,
  making: Making,
  cell: Cell,
): Located | undefined {
  if ('field' in cell && isComputed(at.node, cell.field)) return undefined;
  const { args, maker, self } = making;
  const declared = constructorOf(at.node);
  if (!declared) return writtenFor(at, cell) ?? inBase(project, at, making, cell);
  const home = enter(at.program, declared, args, maker.frame, { self });
  return (
    home &&
    done(project, { program: home, func: declared, root: 'this', cell }, () =>
      begun(project, at, declared, home, cell),
    )
  );
}

/** What a field holds when the body of a constructor begins. */
export function begun(
  project: Project,
  at: Located<ts.ClassLikeDeclaration>,
  declared: ts.ConstructorDeclaration,
  home: Program,
  cell: Cell,
): Located | undefined {
  const field = 'field' in cell ? cell.field : '';
  const given = parameterProperty(declared, field);
  if (given) return { node: given, program: home };
  const own = writtenFor(at, cell);
  if (own) return own;
  const call = superCall(declared);
  const self = home.frame?.self;
  if (!call || !self) return undefined;
  return inBase(project, at, { args: argumentsOf(project, call.arguments, home), maker: home, self }, cell);
}

function inBase(
  project: Project,
  at: Located<ts.ClassLikeDeclaration>,
  making: Making,
  cell: Cell,
): Located | undefined {
  const base = extendedBy(at.node).length > 0 ? baseOf(project, at) : undefined;
  return base && constructed(project, base, making, cell);
}

function constructorOf({ members }: ts.ClassLikeDeclaration): ts.ConstructorDeclaration | undefined {
  return members.find(
    (each): each is ts.ConstructorDeclaration =>
      compiler.isConstructorDeclaration(each) && each.body !== undefined,
  );
}

/** What a class writes for a field. */
function writtenFor({ node, program }: Located<ts.ClassLikeDeclaration>, cell: Cell): Located | undefined {
  const found = 'field' in cell ? fieldOf(node, cell.field) : undefined;
  const value = found?.initializer;
  if (!found || !value) return undefined;
  // Nobody but who is followed fills in what begins empty.
  const isDecorated = (compiler.getDecorators(found) ?? []).length > 0;
  return isEmptyObject(value) && !isDecorated
    ? asWritten({ node: value, program })
    : { node: value, program };
}

function isEmptyObject(node: ts.Expression): boolean {
  return compiler.isObjectLiteralExpression(node) && node.properties.length === 0;
}
