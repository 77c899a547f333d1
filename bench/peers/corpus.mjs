import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Sink } from '../events/sink.mjs';
import { corpusIn } from '../events.mjs';
import { linesOf } from './lines.mjs';
import { declaredIn, otherSchemas, schemaOfLine, schemasByEvent } from './schemas.mjs';

/**
 * A corpus in a folder, in every form that a tool takes: `file`, its NDJSON; `readable`, the lines of it that are JSON and UTF-8, for
 * tools that end at the first that is not; `array`, those as one array; with `lineOf`, the line in `file` of each of them. Beside
 * it what the tools are told of the registry: `declared`, `schemas` (by event) and `schema` (one for all).
 */
export function corpusOf(folder, events) {
  const manifest = corpusIn(folder, { events });
  const at = (name) => join(folder, name);
  const declared = declaredIn(folder);
  writeFileSync(at('declared.json'), JSON.stringify(declared));
  const looked = declared.map((event) => [
    event.name,
    {
      ...event,
      attributes: Object.fromEntries(event.attributes.map((attribute) => [attribute.name, attribute])),
      required: event.attributes.filter(({ required }) => required).map(({ name }) => name),
    },
  ]);
  writeFileSync(at('events.jq.json'), JSON.stringify(Object.fromEntries(looked)));
  writeFileSync(
    at('schemas.json'),
    JSON.stringify({ events: [...schemasByEvent(declared)], ...otherSchemas(declared) }),
  );
  const schema = schemaOfLine(declared);
  writeFileSync(at('schema.json'), JSON.stringify(schema));
  const { $schema, definitions, ...items } = schema;
  writeFileSync(at('array.schema.json'), JSON.stringify({ $schema, definitions, type: 'array', items }));
  const lineOf = writeReadable(at(manifest.file), at('readable.jsonl'), at('readable.json'));
  const faults = readFileSync(at('faults.ndjson'), 'utf8')
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line));
  return {
    folder,
    manifest,
    faults,
    lineOf,
    file: at(manifest.file),
    readable: at('readable.jsonl'),
    array: at('readable.json'),
    declared: at('declared.json'),
    schemas: at('schemas.json'),
    schema: at('schema.json'),
    lookUp: at('events.jq.json'),
  };
}

/** Returns the line in `file` of each line that was written. */
function writeReadable(file, lines, array) {
  const [asLines, asArray] = [new Sink(lines), new Sink(array)];
  const lineOf = [];
  for (const [number, line] of linesOf(file)) {
    if (line.includes('\ufffd') || !isJson(line)) continue;
    asLines.write(`${line}\n`);
    asArray.write(`${lineOf.length === 0 ? '[' : ',\n'}${line}`);
    lineOf.push(number);
  }
  asArray.write(']\n');
  asLines.close();
  asArray.close();
  return lineOf;
}

function isJson(line) {
  try {
    JSON.parse(line);
    return true;
  } catch {
    return false;
  }
}
