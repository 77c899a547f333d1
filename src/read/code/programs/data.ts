import { compiler } from './compiler.ts';
import type { Script } from './scripts.ts';

/** Whether a file holds data that code can import: JSON. */
export function isData(file: string): boolean {
  return file.endsWith('.json');
}

/** What stands before the data in its program. */
const before = 'module.exports=';

/** The data of a file as a program that hands it over as a whole; none where it is not JSON, which the parser would not tell. */
export function dataScript(text: string): Script[] {
  const data = text.replace(/^\uFEFF/, ' ');
  try {
    JSON.parse(data);
  } catch {
    // Whoever imports it will be told.
    return [];
  }
  return [{ text: before + data, kind: compiler.ScriptKind.JS, offset: -before.length }];
}
