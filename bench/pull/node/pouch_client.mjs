// Replicates everything into memory, three times from nothing: node pouch_client.mjs PORT
import { PouchDB } from "./pouch.mjs";
import { countingPipe } from "./wire.mjs";

const port = Number(process.argv[2]);
for (let round = 0; round < 3; round++) {
  const wire = await countingPipe(port);
  const began = performance.now();
  const here = new PouchDB(`here-${round}`, { adapter: "memory" });
  await here.replicate.from(new PouchDB(`http://127.0.0.1:${wire.port}/samples`), { batch_size: 1000, batches_limit: 10 });
  const seconds = (performance.now() - began) / 1000;
  console.log(JSON.stringify({ seconds, bytes: wire.bytes, rows: (await here.info()).doc_count }));
}
process.exit(0);
