// What DuckDB can say in SQL. It is given only lines that are JSON, as one that is not UTF-8 ends the query. Prints bad lines.
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';

const [folder, declared, file, threads] = process.argv.slice(2);
const { DuckDBInstance } = createRequire(`${folder}/package.json`)('@duckdb/node-api');
const connection = await (await DuckDBInstance.create(':memory:', { threads })).connect();
const text = readFileSync(new URL('./check.sql', import.meta.url), 'utf8');
for (const statement of text
  .replaceAll('$declared', declared)
  .replaceAll('$lines', file)
  .split(/;\s*\n/)) {
  if (!statement.trim()) continue;
  const reader = await connection.runAndReadAll(statement);
  if (/^\s*(--.*\n)*\s*WITH/.test(statement)) console.log(reader.getRows().flat().join('\n'));
}
