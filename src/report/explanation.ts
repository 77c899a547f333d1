import type { Explanation, SiteExplanation, Step } from '../model/explanation.ts';
import { type Place, position } from '../model/text.ts';

/** How the calls of a line were understood, step by step, for people. */
export function explanationText(all: readonly Explanation[]): string {
  return `${all.map(explained).join('\n\n')}\n`;
}

function explained(each: Explanation): string {
  if (each.kind === 'other')
    return `${excerpt(each.place)}  (${where(each.place)})\n  is no tracking call: ${each.why}.`;
  return site(each).join('\n');
}

function site({ place, sink, via, names, unknownName, event, attributes, open }: SiteExplanation): string[] {
  const chain = via.map(({ name, file, line }) => `${name} (${file}:${line})`);
  const listed = names.map((name) => `'${name}'`).join(' or ');
  const name = unknownName === undefined ? listed : `${listed || 'not known'}: ${unknownName}`;
  return [
    `${excerpt(place)}  (${where(place)})`,
    `  sends through ${[...chain, sink].join(' > ')}`,
    `  event ${name || 'none'}`,
    ...tree(event, '    '),
    ...attributes.flatMap((each) => [
      `  attribute ${each.name}${each.optional ? '?' : ''}: ${each.types.join(' | ')}`,
      ...tree(each.steps, '    '),
    ]),
    ...(attributes.length === 0 ? ['  no attributes that are known'] : []),
    ...(open === undefined ? [] : [`  and perhaps others: ${open}`]),
  ];
}

function tree(steps: readonly Step[], indent: string): string[] {
  return steps.flatMap(({ place, outcome, steps: inner }) => [
    `${indent}${excerpt(place)} = ${outcome}  (${where(place)})`,
    ...tree(distinct(inner), `${indent}  `),
  ]);
}

/** A place that is asked about twice is shown once. */
function distinct(steps: readonly Step[]): readonly Step[] {
  const seen = new Set<string>();
  return steps.filter(({ place }) => {
    const key = `${where(place)}-${place.span.end}`;
    if (seen.has(key)) return false;
    seen.add(key);
    return true;
  });
}

const widest = 50;

function excerpt({ source, span }: Place): string {
  const text = source.text
    .slice(span.start, Math.min(span.end, span.start + 4 * widest))
    .replace(/\s+/g, ' ');
  return text.length <= widest ? text : `${text.slice(0, widest - 1)}…`;
}

function where({ source, span }: Place): string {
  const { line, column } = position(source, span.start);
  return `${source.file}:${line}:${column}`;
}
