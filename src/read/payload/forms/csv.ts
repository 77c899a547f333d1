import { sourceText } from '../../../model/text.ts';
import { decode } from '../bytes.ts';
import { type Document, decodedDocument, partDocument, SourceDocument } from '../document.ts';
import { spoiledIn } from '../faults.ts';
import { faultProblem, type PayloadItem, type Session } from '../session.ts';
import { type CellSpan, cellsOf, csvRows, maxRowBytes, type RowBytes } from './csv-rows.ts';
import { namesEvents, TableReader } from './table.ts';

const separators = [',', ';', '\t', '|'] as const;

/** Whether a text begins with a header that names the parts of an event. */
export function isCsv(head: string, session: Pick<Session, 'records'>): boolean {
  const [line = ''] = head.split(/\r?\n|\r/, 1);
  return separators.some((separator) => {
    const names = cellsOf(line, separator).cells.map((cell) => textOf(line, cell));
    return names.length > 1 && namesEvents(names, session);
  });
}

/** Reads a file of separated values with a header, row by row. Without a separator the header decides. */
export function* readCsv(
  chunks: Iterable<Uint8Array>,
  session: Session,
  separator: ',' | '\t' | undefined,
): Generator<PayloadItem> {
  let table: TableReader | undefined;
  let width = 0;
  const used = { separator: separator ?? ',' };
  for (const row of withSeparator(chunks, separator, used)) {
    const text = decode(row.bytes);
    const document = new SourceDocument(sourceText(session.file, text, row.line));
    const fault = faultOf(row, text, used.separator, table ? 'row' : 'table');
    if (fault) {
      yield faultProblem(document, fault);
      // Without its header a table says nothing.
      if (!table) return;
      table.skip();
      continue;
    }
    const { cells } = cellsOf(text, used.separator);
    if (!table) {
      width = cells.length;
      const names = cells.map((cell) => textOf(text, cell));
      table = new TableReader(names, () => document.at(0, text.length), session);
    } else if (cells.length !== width) {
      const message = `The row has ${cells.length} cells, the header ${width}, so the row is not read.`;
      const help = 'Put cells that hold the separator or a line end in quotes.';
      yield faultProblem(document, { span: { start: 0, end: text.length }, message, help, spoils: true });
      table.skip();
    } else {
      const values = cells.map((cell) => cellDocument(document, cell));
      yield* table.read({ cells: values, whole: () => document.at(0, values[0]?.text ? 1 : 0) });
    }
  }
  if (table) yield* table.end();
}

/** Splits into rows once the separator is known, which the first line tells. */
function* withSeparator(
  chunks: Iterable<Uint8Array>,
  given: string | undefined,
  used: { separator: string },
): Generator<RowBytes> {
  const iterator = chunks[Symbol.iterator]();
  const first = iterator.next();
  if (first.done) return;
  if (given === undefined) used.separator = separatorOf(first.value);
  const all = function* () {
    yield first.value;
    for (let next = iterator.next(); !next.done; next = iterator.next()) yield next.value;
  };
  yield* csvRows(all(), used.separator.charCodeAt(0));
}

function separatorOf(bytes: Uint8Array): string {
  const [line = ''] = decode(bytes.subarray(0, 65_536)).split(/\r?\n|\r/, 1);
  const counts = separators.map((one) => cellsOf(line, one).cells.length);
  return separators[counts.indexOf(Math.max(...counts))] as string;
}

function faultOf(row: RowBytes, text: string, separator: string, lost: 'row' | 'table') {
  const [spoiled] = spoiledIn(row.bytes, text);
  if (spoiled) return spoiled;
  const { cells, fault } = cellsOf(text, separator);
  if (row.isOpen) {
    const start = (cells.findLast(({ isQuoted }) => isQuoted) ?? { start: 0 }).start;
    const message = `A quote is opened here and not closed within ${maxRowBytes / 1024 / 1024} MiB, so the ${lost === 'row' ? 'line' : lost} is not read.`;
    return { span: { start, end: start + 1 }, message, help: doubled, spoils: true };
  }
  if (fault === undefined) return undefined;
  const message = `There is text after the closing quote of a cell, so the ${lost} is not read.`;
  return { span: { start: fault, end: fault + 1 }, message, help: doubled, spoils: true };
}

const doubled = 'Write a quote within a quoted cell as two: `""`.';

function cellDocument(row: Document, { start, end, isQuoted }: CellSpan): Document | undefined {
  if (!isQuoted) return start === end ? undefined : partDocument(row, start, end);
  const inner = partDocument(row, start + 1, end - 1);
  if (!inner.text.includes('""')) return inner;
  const text = inner.text.replaceAll('""', '"');
  return decodedDocument(inner, text, () => {
    const starts = new Uint32Array(text.length);
    const ends = new Uint32Array(text.length);
    for (let i = 0, at = 0; i < text.length; i++) {
      starts[i] = at;
      at += inner.text[at] === '"' ? 2 : 1;
      ends[i] = at;
    }
    return { starts, ends, empty: 0 };
  });
}

function textOf(row: string, { start, end, isQuoted }: CellSpan): string {
  return isQuoted ? row.slice(start + 1, end - 1).replaceAll('""', '"') : row.slice(start, end);
}
