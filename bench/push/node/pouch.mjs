// PouchDB's own replication of filled local databases to a server; prints the seconds it took.
import { readFileSync } from "node:fs";
import memory from "pouchdb-adapter-memory";
import PouchDB from "pouchdb-node";

PouchDB.plugin(memory);
const [, , url, file] = process.argv;
const remote = `${url}/scans${Date.now()}`;
await new PouchDB(remote).info();
const phones = await Promise.all(
  JSON.parse(readFileSync(file, "utf8")).map(async (actions, n) => {
    const local = new PouchDB(`phone${n}`, { adapter: "memory" });
    await local.bulkDocs(actions.map(({ id, ...rest }) => ({ _id: id, ...rest })));
    return local;
  }),
);
const began = performance.now();
await Promise.all(phones.map((local) => PouchDB.replicate(local, remote, { batch_size: 500 })));
console.log((performance.now() - began) / 1000);
process.exit(0);
