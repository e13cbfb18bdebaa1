// The samples as documents of a PouchDB served over CouchDB's protocol: node pouch_server.mjs ROWS.json PORT
import { mkdtempSync, readFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import express from "express";
import makeServer from "express-pouchdb";
import { PouchDB } from "./pouch.mjs";

const [rows, port] = process.argv.slice(2);
const Memory = PouchDB.defaults({ adapter: "memory" });
const samples = new Memory("samples");
const documents = JSON.parse(readFileSync(rows, "utf8")).map((row) => ({ _id: row.id, ...row }));
for (let at = 0; at < documents.length; at += 1000) await samples.bulkDocs(documents.slice(at, at + 1000));
const home = mkdtempSync(join(tmpdir(), "pouch-"));
const app = express();
app.use("/", makeServer(Memory, { inMemoryConfig: true, logPath: join(home, "log.txt"), mode: "minimumForPouchDB" }));
app.listen(Number(port), "127.0.0.1");
