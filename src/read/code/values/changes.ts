import type ts from 'typescript';
import { compiler } from '../programs/compiler.ts';
import { lookUp } from '../programs/scope.ts';
import type { FoundBinding, Located, Project } from '../project/project.ts';
import { objectFacts } from './attributes.ts';
import { either, type ObjectFacts, opened, overlaid, some, withoutNames } from './building.ts';
import { evaluate } from './evaluate.ts';
import { isReachable } from './guards.ts';
import { isOnlyRead } from './only-read.ts';
import { plainKey, reaches, type Write, writesTo } from './writes.ts';

/** An object that a variable stands for, with what is done to it before it is used. */
export function withWrites(
  project: Project,
  at: Located<ts.Identifier>,
  { program }: FoundBinding,
  declared: ObjectFacts,
  depth: number,
): ObjectFacts {
  const scope = lookUp(at.program.scopeOf(at.node), at.node.text)?.scope;
  // What other modules do to an exported object is not followed; its declaring module rarely changes it.
  if (!scope || program.tree !== at.program.tree) return declared;
  let facts = declared;
  const { frame } = program;
  for (const write of writesTo(program, at.node.text, scope)) {
    if (write.node.pos <= at.node.pos && write.node.end >= at.node.end) continue;
    const reached = reaches(write.node, at.node);
    if (reached === 'never' || (frame && !isReachable(project, write.node, program, frame.func))) continue;
    const changed = written(project, { node: write.node, program }, write, facts, depth);
    facts = reached === 'always' ? changed : either([facts, changed]);
  }
  return facts;
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
      : overlaid(facts, opened(`\`${write.callee.slice(0, 40)}()\`, which may add to them`));
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
  if (!names) return overlaid(facts, opened('a computed key'));
  if (write.kind === 'delete') return withoutNames(facts, names);
  const { value } = write;
  if (!value) return facts;
  const optional = names.length > 1;
  const known = evaluate(project, { node: value, program }, depth + 1);
  const entry = {
    key: { node: write.key, program },
    value: { node: value, program },
    facts: known,
    optional,
  };
  return overlaid(facts, some(names.map((name) => [name, entry])));
}

function writtenNames(
  project: Project,
  write: Write & { kind: 'set' | 'delete' },
  program: Located['program'],
  depth: number,
): string[] | undefined {
  if (compiler.isPrivateIdentifier(write.key)) return undefined;
  const { complete, values } = evaluate(project, { node: write.key, program }, depth + 1);
  return complete && values.length > 0 ? values.map(String) : undefined;
}
