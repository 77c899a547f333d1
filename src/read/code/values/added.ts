import type ts from 'typescript';
import { compiler } from '../programs/compiler.ts';
import { nameText } from '../programs/syntax.ts';
import type { Located, Project } from '../project/project.ts';
import { isOnlyRead } from './only-read.ts';
import { plainKey, type Write, writesToHolder } from './writes.ts';

/**
 * Whether an object that is written out may have more properties by the time it is looked through than it is written with: in its
 * module or another, something is added to it.
 */
export function mayHaveMore(project: Project, { node, program }: Located): boolean {
  const { properties } = node as ts.ObjectLiteralExpression;
  const has = (key: string) => properties.some(({ name }) => name && nameText(name) === key);
  const adds = (write: Write) => {
    if (write.kind === 'escape') return !isOnlyRead(project, write, program);
    if (write.kind === 'assign') return true;
    const key = plainKey(write);
    return write.kind === 'set' && (key === undefined || !has(key));
  };
  return (
    compiler.isObjectLiteralExpression(node) &&
    (writesToHolder(program, node).some(adds) || project.shared.additions.mayAdd(project, { node, program }))
  );
}

/** Whether another module may set what an object has under a name where it is written out. */
export function isSetElsewhere(project: Project, { node, program }: Located, key: string): boolean {
  const property = node.parent as ts.Node | undefined;
  return (
    property !== undefined &&
    compiler.isObjectLiteralElementLike(property) &&
    project.shared.additions.mayAdd(project, { node: property.parent, program }, { key })
  );
}
