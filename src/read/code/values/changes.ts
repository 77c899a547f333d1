import type ts from 'typescript';
import { isBuiltName } from '../functions/built.ts';
import { compiler } from '../programs/compiler.ts';
import { functionAround, mayJump } from '../programs/flow.ts';
import { unwrapped } from '../programs/syntax.ts';
import { unknown } from '../project/facts.ts';
import type { Located, Project } from '../project/project.ts';
import { objectFacts } from './attributes.ts';
import {
  addedTo,
  either,
  type ObjectFacts,
  opened,
  overlaid,
  setSomewhere,
  some,
  withoutNames,
} from './building.ts';
import { ruledBy } from './conditions.ts';
import { copiedInLoop } from './copied-in-loops.ts';
import { copyingLoop, isTied } from './copying-loops.ts';
import { evaluate } from './evaluate.ts';
import { isOnlyRead } from './only-read.ts';
import { aliasChanged, bindingOfRoot } from './renamed.ts';
import { maySet } from './rewritten.ts';
import { reachesInCall } from './set-in-call.ts';
import { plainKey, type Setting, type Write, writesOf, writesToPart } from './writes.ts';

/** Whether what is done under a name is done to an object that the name is set to: never where it was done before. */
type Meant = (change: ts.Node) => 'always' | 'maybe' | 'never';

/** An object that a variable, or a property of one, stands for, with what is done to it before it is used. */
export function withWrites(
  project: Project,
  { node: use, program }: Located<ts.Identifier | ts.PropertyAccessExpression>,
  declared: ObjectFacts,
  depth: number,
  meant: Meant = () => 'always',
): ObjectFacts {
  // What calls have put together is what it is there.
  if (isBuiltName(project, { node: use, program })) return declared;
  let facts = declared;
  const writes = writesOf(program, use);
  // What other modules do to an exported object is not followed; its declaring module rarely changes it.
  const isImported = writes.length > 0 && isImport(program, use);
  const made = writes.length > 0 ? declarationOf(program, use) : undefined;
  for (const write of writes) {
    const how = meant(write.node);
    if ((write.node.pos <= use.pos && write.node.end >= use.end) || how === 'never') continue;
    if (isImported && write.kind === 'escape') continue;
    // A loop that copies is looked at as a whole.
    const loop = write.kind === 'set' && compiler.isIdentifier(use) ? copyingLoop(write, program) : undefined;
    const node = loop?.node ?? write.node;
    if (isOverwritten(write, writes, use)) continue;
    const reached = reachesInCall(project, node, use, program, made);
    if (reached === 'never') continue;
    const copied =
      loop && compiler.isIdentifier(use)
        ? copiedInLoop(project, { node: use, program }, loop, facts, depth)
        : undefined;
    const changed = copied ?? written(project, { node: write.node, program }, write, facts, depth);
    const isSure = how === 'always' && reached === 'always' && (copied !== undefined || loop === undefined);
    facts = isSure ? changed : either([facts, changed]);
  }
  const alias = aliasChanged(program, use);
  if (!alias) return facts;
  const under = perhapsWritten(project, { node: use, program }, alias, 0, facts, depth);
  return addedTo(under, `\`${alias.text}\`, another name for it`);
}

/** An object that a name stands for, with what may be done to it behind that under the name that it was set to: `const it = base; base.total = 1`. */
export function withLaterWrites(
  project: Project,
  at: Located<ts.Identifier>,
  from: ts.Expression,
  facts: ObjectFacts,
  depth: number,
): ObjectFacts {
  const name = unwrapped(from);
  const isBuilt = isBuiltName(project, at);
  return compiler.isIdentifier(name) && !isBuilt
    ? perhapsWritten(project, at, name, name.pos, facts, depth)
    : facts;
}

/** An object with what is done behind a place to what a name stands for there, and may be done by the time it is used. */
function perhapsWritten(
  project: Project,
  { node: use, program }: Located<ts.Expression>,
  name: ts.Identifier,
  behind: number,
  declared: ObjectFacts,
  depth: number,
): ObjectFacts {
  const writes = writesOf(program, name);
  if (writes.length === 0) return declared;
  const isImported = isImport(program, name);
  const made = declarationOf(program, name);
  return writes
    .filter(
      ({ kind, node }) =>
        node.pos > behind &&
        !(isImported && kind === 'escape') &&
        reachesInCall(project, node, use, program, made) !== 'never',
    )
    .reduce((facts, write) => {
      const changed = written(project, { node: write.node, program }, write, facts, depth);
      return either([facts, changed]);
    }, declared);
}

function isImport(program: Located['program'], use: ts.Expression): boolean {
  return bindingOfRoot(program, use)?.kind === 'import';
}

/** Where the object is made that an expression names. */
function declarationOf(program: Located['program'], use: ts.Expression): ts.Node | undefined {
  const binding = bindingOfRoot(program, use);
  return binding?.kind === 'variable' ? binding.declaration : undefined;
}

/** An object that is a part of the literal of a variable, with what may be set in it, or it may be set to, behind that. */
export function withPartWrites(
  project: Project,
  { node, program }: Located<ts.ObjectLiteralExpression>,
  declared: ObjectFacts,
  depth: number,
): ObjectFacts {
  const writes = writesToPart(program, node).filter(({ write }) => write.node.pos > node.pos);
  return writes.reduce((facts, { write, isWhole }) => {
    const whole = isWhole && write.kind === 'set' ? write.value : undefined;
    const changed = whole
      ? objectFacts(project, { node: whole, program }, depth + 1)
      : written(project, { node: write.node, program }, write, facts, depth);
    return either([facts, changed]);
  }, declared);
}

/** Whether a later statement of the same block sets the same property before the object is used. */
function isOverwritten(write: Write, all: readonly Write[], use: ts.Node): boolean {
  const key = write.kind === 'set' ? plainKey(write) : undefined;
  const statement = write.node.parent;
  if (key === undefined || !compiler.isExpressionStatement(statement)) return false;
  // Both branches of a condition stand in one node, too.
  if (!('statements' in statement.parent)) return false;
  const later = all.find(
    (other) =>
      other.kind === 'set' &&
      other.node.pos > write.node.pos &&
      other.node.parent.parent === statement.parent &&
      compiler.isExpressionStatement(other.node.parent) &&
      use.pos >= other.node.end &&
      plainKey(other) === key,
  );
  const { statements } = statement.parent as ts.Block;
  const isBetween = (each: ts.Node) => each.pos > statement.pos && each.pos < (later?.node.pos ?? 0);
  return later !== undefined && !statements.some((each) => isBetween(each) && mayJump(each));
}

function written(
  project: Project,
  at: Located<ts.Node>,
  write: Write,
  facts: ObjectFacts,
  depth: number,
): ObjectFacts {
  const { program } = at;
  if (write.kind === 'escape')
    return isOnlyRead(project, write, program)
      ? facts
      : addedTo(facts, `\`${write.callee.slice(0, 40)}()\`, which may add to them`);
  if (write.kind === 'assign')
    return write.sources.reduce(
      (before, source) =>
        compiler.isSpreadElement(source)
          ? overlaid(before, opened('a spread'))
          : overlaid(before, objectFacts(project, { node: source, program }, depth + 1)),
      facts,
    );
  const plain = plainKey(write);
  const names = plain === undefined ? writtenNames(project, write, program, depth) : [plain];
  if (write.kind === 'delete') return withoutNames(facts, names);
  const { value } = write;
  if (!names)
    return value
      ? setSomewhere(facts, evaluate(project, { node: value, program }, depth + 1), 'a computed key')
      : facts;
  if (!value || (plain !== undefined && isForThere(project, write, program) && lacking(facts, plain)))
    return facts;
  const optional = names.length > 1;
  const one = evaluate(project, { node: value, program }, depth + 1);
  const isMixed = names.length > 1 && one.types.length > 1 && isTied(write, program);
  const known = isMixed ? unknown('what differs from key to key') : one;
  const entry = {
    key: { node: write.key, program },
    value: { node: value, program },
    facts: known,
    optional,
  };
  const set = overlaid(facts, some(names.map((name) => [name, entry])));
  return isAndSet(write.node) ? either([facts, set]) : set;
}

/** Whether a property is set only where the object has it: `if (it.kind) it.kind = kinds[it.kind]`, `it.kind &&= …`. */
function isForThere(project: Project, { node, key }: Setting, program: Located['program']): boolean {
  const access = key.parent;
  if (!compiler.isPropertyAccessExpression(access)) return isAndSet(node);
  const others = writesOf(program, access.expression).filter((each) => each.node !== node);
  const made = declarationOf(program, access.expression);
  // What a loop, or another function, does to it behind that may have set it before.
  const isSetBefore = (write: Write) =>
    maySet(write, access.name.text) &&
    (write.node.pos > node.pos || functionAround(write.node) !== functionAround(node)) &&
    reachesInCall(project, write.node, node, program, made) !== 'never';
  if (others.some(isSetBefore)) return false;
  // What is done to it behind the condition may take it away.
  const changes = others.map((each) => each.node);
  return isAndSet(node) || ruledBy(node, access.getText(), changes).isUndefined;
}

function isAndSet(node: ts.Node): boolean {
  const and = compiler.SyntaxKind.AmpersandAmpersandEqualsToken;
  return compiler.isBinaryExpression(node) && node.operatorToken.kind === and;
}

function lacking({ open, properties }: ObjectFacts, name: string): boolean {
  return !open && (properties.get(name)?.facts.types.length ?? 0) === 0;
}

function writtenNames(
  project: Project,
  write: Setting,
  program: Located['program'],
  depth: number,
): string[] | undefined {
  if (compiler.isPrivateIdentifier(write.key)) return undefined;
  const { complete, values } = evaluate(project, { node: write.key, program }, depth + 1);
  return complete && values.length > 0 ? values.map(String) : undefined;
}
