import { closeSync, openSync, readSync } from 'node:fs';

/** The lines of a file as texts, by their number; read a megabyte at a time, which is the fastest way to have them as texts. */
export function* linesOf(file) {
  const descriptor = openSync(file);
  let buffer = Buffer.allocUnsafe(1 << 20);
  let held = 0;
  let number = 0;
  for (;;) {
    if (held === buffer.length) buffer = Buffer.concat([buffer, Buffer.allocUnsafe(buffer.length)]);
    const read = readSync(descriptor, buffer, held, buffer.length - held);
    if (read === 0) break;
    const end = held + read;
    let start = 0;
    for (let feed = buffer.indexOf(10, held); feed >= 0 && feed < end; feed = buffer.indexOf(10, start)) {
      yield [++number, buffer.toString('utf8', start, feed)];
      start = feed + 1;
    }
    buffer.copyWithin(0, start, end);
    held = end - start;
  }
  if (held > 0) yield [++number, buffer.toString('utf8', 0, held)];
  closeSync(descriptor);
}
