// Another program than ours, in a process of its own: node another-program.mjs sql|byte FILE ARGUMENT...
//   sql FILE STATEMENT...   takes the triggers away and runs the statements
//   byte FILE TEXT OTHER    puts OTHER in the place of the only TEXT among the bytes of the file, past any SQL
import { Buffer } from 'node:buffer';
import { readFileSync, writeFileSync } from 'node:fs';
import process from 'node:process';
import sqlite3 from 'sqlite3';

const [how, file, ...words] = process.argv.slice(2);

function bySql() {
  const database = new sqlite3.Database(file);
  database.all(`SELECT "name" FROM "sqlite_master" WHERE "type" = 'trigger'`, (_error, triggers) => {
    const drops = triggers.map(({ name }) => `DROP TRIGGER "${name}"`);
    database.exec([...drops, ...words].join(';\n'), (error) => {
      if (error !== null) throw error;
      database.close();
    });
  });
}

function byByte() {
  const [text, other] = words.map((word) => Buffer.from(word));
  const bytes = readFileSync(file);
  const place = bytes.indexOf(text);
  if (place < 0 || bytes.indexOf(text, place + 1) >= 0 || text.length !== other.length)
    throw new Error('not there once, or of another length');
  other.copy(bytes, place);
  writeFileSync(file, bytes);
}

if (how === 'sql') bySql();
else byByte();
