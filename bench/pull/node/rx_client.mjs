// Replicates everything into RxDB's memory storage, three times from nothing: node rx_client.mjs PORT
import { createRxDatabase } from "rxdb";
import { replicateRxCollection } from "rxdb/plugins/replication";
import { getRxStorageMemory } from "rxdb/plugins/storage-memory";
import { countingPipe } from "./wire.mjs";

const port = Number(process.argv[2]);
const text = { type: ["string", "null"] };
const number = { type: ["number", "null"] };
const texts = "archive_no number tag type category model name status place holder home condition last_by last_kind".split(" ");
const numbers = "quantity happened_ms known_ms claims commit updated".split(" ");
const schema = {
  version: 0,
  primaryKey: "id",
  type: "object",
  properties: {
    id: { type: "string", maxLength: 36 },
    facts: { type: "object" },
    at: { type: ["object", "null"] },
    ...Object.fromEntries(texts.map((name) => [name, text])),
    ...Object.fromEntries(numbers.map((name) => [name, number])),
  },
};

for (let round = 0; round < 3; round++) {
  const wire = await countingPipe(port);
  const began = performance.now();
  const here = await createRxDatabase({ name: `here-${round}`, storage: getRxStorageMemory(), multiInstance: false });
  const { samples } = await here.addCollections({ samples: { schema } });
  const replication = replicateRxCollection({
    collection: samples,
    replicationIdentifier: `round-${round}`,
    live: false,
    pull: {
      batchSize: 1000,
      async handler(checkpoint, limit) {
        const reply = await fetch(`http://127.0.0.1:${wire.port}/pull?updated=${checkpoint?.updated ?? 0}&limit=${limit}`);
        return await reply.json();
      },
    },
  });
  await replication.awaitInitialReplication();
  const seconds = (performance.now() - began) / 1000;
  console.log(JSON.stringify({ seconds, bytes: wire.bytes, rows: await samples.count().exec() }));
  await here.remove();
}
process.exit(0);
