import type { Pack } from '../../../model/pack.ts';
import type { Document } from '../document.ts';
import type { PayloadItem, Session } from '../session.ts';
import { isCsv, readCsv } from './csv.ts';
import { readCurl } from './curl.ts';
import { isHar, readHar } from './har.ts';
import { isPostman, readPostman } from './postman.ts';

/** How a payload file can be written. Beside these, a pack's records are names of forms: JSON or tables of nothing else. */
export const forms = {
  json: 'JSON',
  ndjson: 'NDJSON',
  har: 'HTTP archive (HAR)',
  postman: 'Postman collection',
  curl: 'cURL commands',
  csv: 'CSV',
  tsv: 'TSV',
  parquet: 'Parquet',
} as const;

/** A form of file. */
export type FormName = keyof typeof forms;

/** The names that `--input-format` takes. */
export function formNames(pack: Pack): string[] {
  return [...Object.keys(forms), ...pack.records.map(({ id }) => id)];
}

/** Whether a name says how a file is written; a record's name only says what it holds. */
export function isForm(name: string | undefined): name is FormName {
  return name !== undefined && Object.hasOwn(forms, name);
}

const endings: readonly (readonly [RegExp, FormName])[] = [
  [/\.(?:ndjson|jsonl)$/i, 'ndjson'],
  [/\.csv$/i, 'csv'],
  [/\.(?:tsv|tab)$/i, 'tsv'],
  [/\.(?:sh|bash|curl)$/i, 'curl'],
];

/**
 * The form of a text by its file's name, or else by how it begins; undefined for JSON, of one value or of one a line, which
 * only parsing tells.
 */
export function recognise(file: string, head: string, session: Session): FormName | undefined {
  const name = file.replace(/\.(?:gz|zst)$/i, '');
  for (const [ending, form] of endings) if (ending.test(name)) return form;
  if (/^\s*[[{]/.test(head)) return undefined;
  if (/^(?:\s*#.*\n)*\s*curl(?:\.exe)?\s|^#!.*sh\b/.test(head)) return 'curl';
  return isCsv(head, session) ? 'csv' : undefined;
}

/** A form that is JSON around bodies. */
export interface ParsedForm {
  readonly name: FormName;
  readonly is: (value: unknown) => boolean;
  readonly read: (document: Document, value: unknown, session: Session) => Generator<PayloadItem>;
}

/** Forms that are JSON around bodies: they are known by what they hold. */
export const parsedForms: readonly ParsedForm[] = [
  { name: 'har', is: isHar, read: readHar },
  { name: 'postman', is: isPostman, read: readPostman },
];

/** Forms that are read from bytes, row by row. */
export function readRows(form: 'csv' | 'tsv', bytes: Uint8Array, session: Session): Generator<PayloadItem> {
  return readCsv([bytes], session, form === 'tsv' ? '\t' : undefined);
}

export { readCurl };
