import type ts from 'typescript';
import { compiler } from '../programs/compiler.ts';
import { placed } from '../programs/placed.ts';
import type { Located } from './project.ts';

const expressions = new WeakMap<ts.Identifier, Located | 'unknown'>();

/** No name that somebody writes. */
const standing = '(built)';

/** A name that nobody wrote, for an expression of another place, or for one that is not known. */
export function standIn(for_: Located | undefined, at: ts.Node): ts.Identifier {
  const name = placed(compiler.factory.createIdentifier(standing), at);
  expressions.set(name, for_ ?? 'unknown');
  return name;
}

/** What such a name stands for; undefined for names that somebody wrote. */
export function stoodFor(name: ts.Identifier): Located | 'unknown' | undefined {
  return name.text === standing ? expressions.get(name) : undefined;
}
