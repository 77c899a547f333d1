import { type Document, decodedDocument, partDocument } from '../document.ts';

/** The value of one field of a form: `+` is a space, `%22` a quote. */
export function percentDecoded(outer: Document): Document {
  const { text } = outer;
  if (!/[%+]/.test(text)) return outer;
  let decoded = '';
  const starts: number[] = [];
  const ends: number[] = [];
  const add = (unit: string, start: number, end: number) => {
    decoded += unit;
    for (let i = 0; i < unit.length; i++) {
      starts.push(start);
      ends.push(end);
    }
  };
  for (let at = 0; at < text.length; ) {
    const run = /^(?:%[0-9a-f]{2})+/i.exec(text.slice(at, at + 12))?.[0];
    if (run === undefined) {
      add(text[at] === '+' ? ' ' : (text[at] as string), at, at + 1);
      at++;
      continue;
    }
    // A letter is written as one to four bytes; a byte that begins none stands for itself as U+FFFD.
    const bytes = Buffer.from(run.replaceAll('%', ''), 'hex');
    const first = bytes[0] as number;
    const size = first < 0x80 ? 1 : first < 0xe0 ? 2 : first < 0xf0 ? 3 : 4;
    const letter = bytes.subarray(0, size).toString('utf8');
    const isOne = [...letter].length === 1;
    add(isOne ? letter : '\ufffd', at, at + 3 * (isOne ? Math.min(size, bytes.length) : 1));
    at += 3 * (isOne ? Math.min(size, bytes.length) : 1);
  }
  return decodedDocument(outer, decoded, () => ({ starts, ends, empty: 0 }));
}

/** What base64 holds, as a text. A place in it is the whole groups of four letters that hold its bytes. */
export function base64Decoded(outer: Document): Document {
  const bytes = Buffer.from(outer.text, 'base64');
  const text = bytes.toString('utf8');
  return decodedDocument(outer, text, () => {
    const starts: number[] = [];
    const ends: number[] = [];
    let at = 0;
    for (const letter of text) {
      const end = at + Buffer.byteLength(letter);
      for (let i = 0; i < letter.length; i++) {
        starts.push(Math.floor(at / 3) * 4);
        ends.push(Math.min(Math.ceil(end / 3) * 4, outer.text.length));
      }
      at = end;
    }
    return { starts, ends, empty: 0 };
  });
}

/** The fields of a form-encoded body, with their values decoded. */
export function* formFields(body: Document): Generator<{ readonly name: string; readonly value: Document }> {
  for (let at = 0; at <= body.text.length; ) {
    const end = indexOr(body.text, '&', at, body.text.length);
    const equals = indexOr(body.text, '=', at, end);
    const part = (from: number, to: number) => percentDecoded(partDocument(body, from, to));
    if (equals < end) yield { name: part(at, equals).text, value: part(equals + 1, end) };
    at = end + 1;
  }
}

function indexOr(text: string, search: string, from: number, otherwise: number): number {
  const found = text.indexOf(search, from);
  return found < 0 || found > otherwise ? otherwise : found;
}
