// RxDB's replication of filled memory stores to a bare Flask batch endpoint; prints the seconds it took.
import { readFileSync } from "node:fs";
import { createRxDatabase } from "rxdb";
import { replicateRxCollection } from "rxdb/plugins/replication";
import { getRxStorageMemory } from "rxdb/plugins/storage-memory";

const [, , url, file] = process.argv;
const text = { type: "string", maxLength: 64 };
const schema = {
  version: 0,
  primaryKey: "id",
  type: "object",
  properties: {
    id: text, device: text, seq: { type: "number" }, kind: text, by: text, sample: text, to: text,
    wall_ms: { type: "number" }, body: { type: "object", additionalProperties: true },
  },
};
const names = Object.keys(schema.properties);
const phones = [];
for (const [n, actions] of JSON.parse(readFileSync(file, "utf8")).entries()) {
  const database = await createRxDatabase({ name: `phone${n}`, storage: getRxStorageMemory(), multiInstance: false });
  const { scans } = await database.addCollections({ scans: { schema } });
  await scans.bulkInsert(actions.map((action) => Object.fromEntries(names.map((name) => [name, action[name]]))));
  phones.push(scans);
}

async function send(rows) {
  const body = JSON.stringify(rows.map((row) => row.newDocumentState));
  const reply = await fetch(`${url}/batch`, { method: "POST", body, headers: { "Content-Type": "application/json" } });
  if (!reply.ok) throw new Error(`${reply.status}: ${await reply.text()}`);
  return [];
}

const began = performance.now();
await Promise.all(
  phones.map(async (collection, n) => {
    const replication = replicateRxCollection({
      collection, replicationIdentifier: `push${n}`, live: false, push: { batchSize: 500, handler: send },
    });
    replication.error$.subscribe((error) => { console.error(error); process.exit(1); });
    await replication.awaitInitialReplication();
  }),
);
console.log((performance.now() - began) / 1000);
process.exit(0);
