import type ts from 'typescript';

/** Lets a node that nobody wrote stand where another does, in what is around it or in that. */
export function placed<Node extends ts.Node>(node: Node, at: ts.Node, parent: ts.Node = at): Node {
  const made = node as { parent: ts.Node; pos: number; end: number };
  made.parent = parent;
  made.pos = at.pos;
  made.end = at.end;
  return node;
}
