// Faults of the JSON text itself. Those that make a whole line unreadable are not planted where a line holds a batch.

/** A NUL byte, a byte that is no UTF-8, or any other that a text cannot hold; the line is written as bytes. */
function withByte(line, byte) {
  const bytes = Buffer.from(line);
  // Inside the event's name, where every line has some.
  bytes[bytes.indexOf('"event_name":"') + 16] = byte;
  return bytes;
}

const spoiling = [
  ['cut off in the middle', (line) => line.slice(0, line.length >> 1)],
  ['a comma too many', (line) => `${line.slice(0, -1)},}`],
  ['single quotes', (line) => line.replace('"event_name"', "'event_name'")],
  ['NaN', (line) => line.replace('"attributes":{', '"attributes":{"nan":NaN,')],
  ['a leading zero', (line) => line.replace('"attributes":{', '"attributes":{"zero":01,')],
  ['a tab in a text', (line) => withByte(line, 9)],
  ['a NUL in a text', (line) => withByte(line, 0)],
  ['a byte that is not UTF-8', (line) => withByte(line, 0xff)],
  ['two values on a line', (line) => `${line} {}`],
];

export const lineFaults = [
  ...spoiling.map(([kind, change]) => ({
    rule: 'parse-error',
    kind,
    isSpoiling: true,
    plant(draft) {
      draft.change = change;
    },
  })),
  {
    rule: 'parse-error',
    kind: 'a key twice',
    plant(draft, dice) {
      const [name, value] = dice.pick(draft.attributes);
      draft.attributes.push([name, value]);
    },
  },
  {
    rule: 'parse-error',
    kind: 'a number beyond double precision',
    plant(draft) {
      const member = draft.attributes.find(([, , attribute]) => isFreeNumber(attribute));
      member[1] = '12345678901234567891';
    },
    can: (draft) => draft.attributes.some(([, , attribute]) => isFreeNumber(attribute)),
  },
];

function isFreeNumber(attribute) {
  return attribute?.type === 'number' && attribute.maximum === undefined;
}
