import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Division, divide, linesOf } from '../../src/commands/line-shares.ts';

/** What a reader is given of a file that comes in pieces. */
async function given(bytes: Uint8Array, division: Division, index: number, piece: number): Promise<string> {
  let at = 0;
  const input = linesOf(
    {
      read(into) {
        const part = bytes.subarray(at, at + Math.min(piece, into.length));
        into.set(part);
        at += part.length;
        return part.length;
      },
    },
    division,
    index,
  );
  const read: Buffer[] = [];
  const into = new Uint8Array(Math.max(7, piece));
  for (let count = await input.read(into); count > 0; count = await input.read(into))
    read.push(Buffer.from(into.subarray(0, count)));
  return Buffer.concat(read).toString();
}

/** What all readers are given. */
function shares(bytes: Uint8Array, division: Division, piece = bytes.length): Promise<string[]> {
  return Promise.all(
    Array.from({ length: division.count }, (_, index) => given(bytes, division, index, piece)),
  );
}

function divided(text: string, count: number): Division {
  const bytes = Buffer.from(text);
  const reread = (into: Uint8Array, offset: number) => {
    const part = bytes.subarray(offset, offset + into.length);
    into.set(part);
    return part.length;
  };
  return divide(reread, bytes.length, count, 'event_name');
}

const event = (name: string, more = '') => `{"event_name":"${name}"${more}}\n`;

describe('the lines of a file', () => {
  it("are each one reader's, and blank for the others", async () => {
    const part = fc.constantFrom('\n', '\r\n', '\r', 'é', 'x', '"event_name"', ' : ', '"a"', '"b"', '"c\\n"');
    const whole = fc.array(part).map((parts) => parts.join(''));
    const owners = fc.constantFrom(new Map(), divided(event('a').repeat(9) + event('b'), 2).owners);
    await fc.assert(
      fc.asyncProperty(
        whole,
        owners,
        fc.integer({ min: 1, max: 4 }),
        fc.integer({ min: 1, max: 40 }),
        async (text, known, count, piece) => {
          const all = await shares(Buffer.from(text), { count, key: 'event_name', owners: known }, piece);
          const lines = all.map((share) => share.split(/(?<=\n)/));
          for (const [i, line] of text.split(/(?<=\n)/).entries()) {
            const blank = Buffer.from(line.replaceAll('é', '__'))
              .toString()
              .replaceAll(/[^\r\n]/g, ' ');
            const held = lines.filter((each) => each[i] === line);
            expect(held.length).toBe(line === blank ? count : 1);
            for (const each of lines) if (each[i] !== line) expect(each[i]).toBe(blank);
          }
        },
      ),
      { numRuns: 500 },
    );
  });

  const readersOf = async (text: string, division: Division) => {
    const all = (await shares(Buffer.from(text), division)).map((share) => share.split(/(?<=\n)/));
    return text.split(/(?<=\n)/).map((line, i) => all.findIndex((lines) => lines[i] === line));
  };

  it('go to one reader where they are of one event', async () => {
    const text = `${event('a')}${event('b').repeat(4)}{"attributes":{}, "event_name" : "a"}\n${event('a', ',"x":"event_name"')}`;
    const all = text + event('c').repeat(3);
    expect(await readersOf(all, divided(all, 2))).toEqual([0, 1, 1, 1, 1, 0, 0, 1, 1, 1]);
  });

  it('are shared so that no reader has much more than another', async () => {
    const text = event('a').repeat(60) + event('b').repeat(30) + event('c').repeat(30);
    const readers = await readersOf(text, divided(text, 2));
    expect(readers.filter((each) => each === 0).length).toBe(60);
  });

  it.each([
    ['of an event that is most of the file', event('much', `,"x":"${'y'.repeat(9000)}"`)],
    ['without a name', `{"user":"${'y'.repeat(9000)}"}\n`],
    ['whose name is escaped', `{"event_name":"\\u0061"${' '.repeat(9000)}}\n`],
    ['whose name comes late', `{"x":"${'y'.repeat(9000)}","event_name":"a"}\n`],
  ])('%s go by where they stand', async (_, line) => {
    const text = line.repeat(300);
    const readers = await readersOf(text, divided(text, 2));
    const changes = readers.filter((reader, i) => i > 0 && reader !== readers[i - 1]).length;
    expect([new Set(readers).size, changes]).toEqual([2, 2]);
  });
});
