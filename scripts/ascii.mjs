/**
 * A script of the same meaning in which every character is one of ASCII: V8 keeps those in half the memory, and Node reads them in
 * a third of the time.
 */
export function inAscii(code) {
  if (/\bString\.raw\b/.test(code)) throw new Error('What is written in a text of String.raw would change.');
  return code.replace(/(\\*)([^\0-\x7f]+)/g, (_, backslashes, characters) => {
    // A backslash before a character that needs none says nothing.
    const kept = backslashes.length % 2 === 1 ? backslashes.slice(1) : backslashes;
    return kept + [...Array(characters.length).keys()].map((i) => escaped(characters.charCodeAt(i))).join('');
  });
}

function escaped(unit) {
  return `\\u${unit.toString(16).padStart(4, '0')}`;
}
