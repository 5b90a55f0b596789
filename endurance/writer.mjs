// Writes through the real door until it is killed: node endurance/writer.mjs FOLDER ROUND
// Several writers at once; each change is told on standard output once it is acknowledged.
import { entry, openDoor } from './program.mjs';

const WRITERS = 8;

const [folder, round] = process.argv.slice(2);
const door = await openDoor(folder);

async function write(writer) {
  for (let n = 1; ; n += 1) {
    const subject = `kill/${round}/${writer}/${n}`;
    // Every other change has two entries: both or none.
    const record = n % 2 === 0 ? [entry(subject), entry(`${subject}/second`)] : entry(subject);
    const acknowledged = await door.write(() => Promise.resolve({ result: subject, record }));
    process.stdout.write(`${acknowledged}\n`);
  }
}

await Promise.all(Array.from({ length: WRITERS }, (_, index) => write(index)));
