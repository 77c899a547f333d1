import { createRequire } from 'node:module';
import type { AsyncBuffer, Compressors, FileMetaData } from 'hyparquet';
import { sourceText } from '../../../model/text.ts';
import { type Document, SourceDocument } from '../document.ts';
import { faultProblem, type PayloadItem, type Session } from '../session.ts';
import { TableReader } from './table.ts';

/** Whether bytes begin as a Parquet file does. */
export function isParquet(bytes: Uint8Array): boolean {
  return bytes[0] === 80 && bytes[1] === 65 && bytes[2] === 82 && bytes[3] === 49;
}

/**
 * Reads a Parquet file, one row group after another, and of it only the columns that hold events. A row has no line in the
 * file: places give its number, from 1, as the line, and their text is the cell's.
 */
export async function* readParquet(bytes: Uint8Array, session: Session): AsyncGenerator<PayloadItem> {
  const library = loadLibrary();
  if (typeof library === 'string') {
    const message = `Parquet files are read by the package \`${library}\`, which is not installed.`;
    yield problemAt(session, 1, message, `Run \`npm install --save-dev ${library}\`.`);
    return;
  }
  let metadata: FileMetaData;
  let columns: string[];
  try {
    metadata = await library.parquetMetadataAsync(new Slices(bytes));
    columns = library.parquetSchema(metadata).children.map(({ element }) => String(element.name));
  } catch (error) {
    yield problemAt(
      session,
      1,
      `The Parquet file cannot be read: ${reasonOf(error)}.`,
      'Write the file again.',
    );
    return;
  }
  const compressors = compressorsFor(metadata);
  if (typeof compressors === 'string') {
    const message = `The Parquet file is compressed as ${compressors}, which the package \`hyparquet-compressors\` reads; it is not installed.`;
    yield problemAt(session, 1, message, 'Run `npm install --save-dev hyparquet-compressors`.');
    return;
  }
  const header = () => placeOf(session, 1, columns.join(', '));
  const table = new TableReader(columns, header, session);
  let first = 0;
  for (const group of metadata.row_groups) {
    const end = first + Number(group.num_rows);
    let rows: Record<string, unknown>[];
    const file = new Slices(bytes);
    try {
      rows = await library.parquetReadObjects({
        file,
        metadata,
        compressors,
        rowStart: first,
        rowEnd: end,
        parsers: { jsonFromBytes: (json: Uint8Array) => json && Buffer.from(json).toString('utf8') },
        ...(table.needed && { columns: [...table.needed] }),
      });
    } catch (error) {
      file.close();
      const message = `The rows ${first + 1} to ${end} of the Parquet file cannot be read: ${reasonOf(error)}.`;
      yield problemAt(session, first + 1, message, 'Write the file again.');
      first = end;
      continue;
    }
    for (const [index, values] of rows.entries()) {
      const number = first + index + 1;
      const cells = columns.map((name) => cellDocument(session, number, values[name]));
      yield* table.read({ cells, whole: () => (cells.find(Boolean) ?? blank(session, number)).at(0, 0) });
    }
    first = end;
  }
  yield* table.end();
}

/**
 * The file as the library reads it. A slice comes a moment later: where the library gives up before it waits for what it
 * asked for, nothing more is handed to it, and nothing fails that nobody looks at.
 */
class Slices implements AsyncBuffer {
  readonly byteLength: number;
  readonly #bytes: Uint8Array;
  #isClosed = false;

  constructor(bytes: Uint8Array) {
    this.#bytes = bytes;
    this.byteLength = bytes.length;
  }

  slice(start: number, end?: number): Promise<ArrayBuffer> {
    return new Promise((resolve) => {
      setImmediate(() => {
        // A copy: a Buffer is a view of something larger.
        if (!this.#isClosed) resolve(new Uint8Array(this.#bytes.subarray(start, end)).buffer);
      });
    });
  }

  close(): void {
    this.#isClosed = true;
  }
}

type Library = typeof import('hyparquet');

// A script that is loaded with what V8 kept of it cannot import; since Node 20.19 it can require modules.
const require = createRequire(import.meta.url);

/** The reader, or the name of the package that is missing. */
function loadLibrary(): Library | string {
  try {
    return require('hyparquet') as Library;
  } catch (error) {
    if (!isMissing(error)) throw error;
    return 'hyparquet';
  }
}

/** What undoes a file's compression, or the name of one that nothing here undoes. */
function compressorsFor({ row_groups }: FileMetaData): Compressors | string {
  const codecs = row_groups.flatMap(({ columns }) => columns.map(({ meta_data }) => meta_data?.codec));
  const special = codecs.find((codec) => codec && codec !== 'UNCOMPRESSED' && codec !== 'SNAPPY');
  if (!special) return {};
  try {
    return (require('hyparquet-compressors') as { compressors: Compressors }).compressors;
  } catch (error) {
    if (!isMissing(error)) throw error;
    return special;
  }
}

function isMissing(error: unknown): boolean {
  const code = (error as NodeJS.ErrnoException).code ?? '';
  return code === 'MODULE_NOT_FOUND';
}

/** A value as the text that JSON writes for it, or as itself where it is a text: JSON columns hold those. */
function cellDocument(session: Session, row: number, value: unknown): Document | undefined {
  if (value === undefined || value === null) return undefined;
  const text =
    typeof value === 'string'
      ? value
      : value instanceof Date
        ? (value.toJSON() ?? String(value))
        : typeof value === 'object'
          ? JSON.stringify(value, jsonOf)
          : String(value);
  // A row is one line, whatever its text: between the parts of JSON a line end is a space.
  const source = sourceText(session.file, text.replace(/[\r\n]/g, ' '), row);
  const whole = new SourceDocument(source);
  return { text, part: whole.part, line: whole.line, at: (start, end) => whole.at(start, end) };
}

/** A field of a struct that is null is one that is not there; a whole number is a number, of any size. */
function jsonOf(_: string, value: unknown): unknown {
  if (typeof value === 'bigint') return Number(value);
  return value === null ? undefined : value;
}

function blank(session: Session, row: number): Document {
  return new SourceDocument(sourceText(session.file, '', row));
}

function placeOf(session: Session, row: number, text: string) {
  return new SourceDocument(sourceText(session.file, text, row)).at(0, text.length);
}

function problemAt(session: Session, row: number, message: string, help: string): PayloadItem {
  return faultProblem(blank(session, row), { span: { start: 0, end: 0 }, message, help, spoils: true });
}

function reasonOf(error: unknown): string {
  return (error instanceof Error ? error.message : String(error)).replace(/\.$/, '');
}
