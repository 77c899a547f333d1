import { compareOrder, type EventUse } from '../model/event-use.ts';
import { counted } from '../model/name.ts';
import { position } from '../model/text.ts';

/** The call sites as `extract --format json` prints them. */
export function callSitesJson(uses: readonly EventUse[]): string {
  return `${JSON.stringify({ version: 1, callSites: sites(uses) }, null, 2)}\n`;
}

/** The call sites for people: one line each, in columns. */
export function callSitesTable(uses: readonly EventUse[]): string {
  const rows = sites(uses).map((site) => [
    `${site.file}:${site.line}:${site.column}`,
    [...site.event.names, ...(site.event.dynamic ? ['?'] : [])].join(' | '),
    attributesText(site),
    site.sink,
  ]);
  const header = ['where', 'event', 'attributes', 'sink'];
  const widths = header.map((title, i) =>
    Math.max(title.length, ...rows.map((row) => (row[i] as string).length)),
  );
  const line = (row: string[]) =>
    row
      .map((cell, i) => cell.padEnd(widths[i] as number))
      .join('  ')
      .trimEnd();
  return `${[header, ...rows].map(line).join('\n')}\n\n${counted(rows.length, 'call site')}\n`;
}

/** Wider lists of attributes are cut: a table is for the eye, JSON has them all. */
const widest = 100;

function attributesText({ attributes, open }: Site): string {
  const listed = attributes.map(
    ({ name, types, optional }) => `${name}${optional ? '?' : ''}: ${types.join('|')}`,
  );
  const all = [...listed, ...(open ? ['…'] : [])];
  if (all.length === 0) return '{}';
  const text = `{ ${all.join(', ')} }`;
  return text.length <= widest ? text : `{ ${all.join(', ').slice(0, widest - 20)}… } (${attributes.length})`;
}

type Site = ReturnType<typeof site>;

function sites(uses: readonly EventUse[]): Site[] {
  return [...uses].sort((a, b) => compareOrder(a.order, b.order)).map(site);
}

function site(use: EventUse) {
  const { source, span } = use.locate({ part: 'whole' });
  return {
    file: source.file,
    ...position(source, span.start),
    sink: use.call?.sink ?? '',
    via: use.call?.via ?? [],
    event: { names: use.names, dynamic: use.dynamic },
    attributes: use.attributes.map(({ name, types, optional }) => ({ name, types, optional })),
    open: use.open,
  };
}
