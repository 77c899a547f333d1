// The reference: every line becomes an object, and nothing else is done. Prints the lines that are no JSON.
import { linesOf } from './lines.mjs';

const bad = [];
for (const [number, line] of linesOf(process.argv[2])) {
  try {
    JSON.parse(line);
  } catch {
    bad.push(number);
  }
}
console.log(bad.join('\n'));
