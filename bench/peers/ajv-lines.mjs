// ajv at its best: one compiled schema an event, looked up by its name; the first error of an entry decides. Prints bad lines.
import { readFileSync } from 'node:fs';
import Ajv from 'ajv';
import { linesOf } from './lines.mjs';

const [schemas, file] = process.argv.slice(2);
const { events, combined, profile } = JSON.parse(readFileSync(schemas, 'utf8'));
const ajv = new Ajv.default({ strict: false, allErrors: process.argv[4] === '--all-errors' });
const byEvent = new Map(events.map(([name, schema]) => [name, ajv.compile(schema)]));
const [isCombined, isProfile] = [ajv.compile(combined), ajv.compile(profile)];

const isEntry = (entry) => byEvent.get(entry?.event_name)?.(entry) === true;
const isRight = (value) => {
  const { nv } = value ?? {};
  if (nv === undefined) return isEntry(value);
  if (!Array.isArray(nv)) return isCombined(nv);
  return (
    nv.length <= 1000 &&
    nv.every((one) => (one?.user_attributes === undefined ? isEntry(one) : isProfile(one)))
  );
};

const bad = [];
for (const [number, line] of linesOf(file)) {
  try {
    if (!isRight(JSON.parse(line))) bad.push(number);
  } catch {
    bad.push(number);
  }
}
console.log(bad.join('\n'));
