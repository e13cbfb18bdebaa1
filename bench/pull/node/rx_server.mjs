// A bare HTTP endpoint that gives pages of documents, as RxDB's manual has it: node rx_server.mjs ROWS.json PORT
import { readFileSync } from "node:fs";
import http from "node:http";

const [rows, port] = process.argv.slice(2);
const documents = JSON.parse(readFileSync(rows, "utf8")).map((row, n) => ({ ...row, updated: n + 1, _deleted: false }));
const server = http.createServer((asked, reply) => {
  const query = new URL(asked.url, "http://here").searchParams;
  const after = Number(query.get("updated") ?? 0);
  const page = documents.slice(after, after + Number(query.get("limit") ?? 100));
  reply.setHeader("Content-Type", "application/json");
  reply.end(JSON.stringify({ documents: page, checkpoint: { updated: page.at(-1)?.updated ?? after } }));
});
server.listen(Number(port), "127.0.0.1");
