/** An office in a few lines that keeps to docs/protocol.md: takes batches in order of seq, answers from a list of commits. For what the real one cannot be made to do. */
import { sha256 } from "../../src/core/sha256";
import { bodyOf, type Fetch, json } from "./engine";

interface Sent {
  id: string;
  seq: number;
  bytes: string;
  sig: string;
}
interface Kept {
  sent: Sent;
  verdict: string;
  commit: number;
}
const COLS = [
  "id",
  "archive_no",
  "number",
  "tag",
  "type",
  "model",
  "name",
  "facts",
  "quantity",
  "status",
  "place",
  "holder",
  "at",
  "commit",
];

export class SmallOffice {
  epoch = "epoch-1";
  commit = 1;
  ledger = new Map<string, Kept>();
  samples = new Map<string, unknown[]>();
  pushes = 0;
  /** What it says of the phone that delivers. */
  device = "enrolled";
  batches: Sent[][] = [];
  /** Everything said to it with a push. */
  told: Record<string, unknown>[] = [];
  /** While set it takes no actions. */
  restored_ms: number | null = null;
  /** Put before an answer goes out: may break it, lose it or refuse. */
  wrong: ((path: string, answer: Response) => Response | Promise<Response>) | null = null;
  /** Put before a question comes in. */
  before: ((path: string) => Response | null) | null = null;

  fetch: Fetch = async (input, init) => {
    const refused = this.before?.(input);
    if (refused) return refused;
    const answer = await this.answer(input, init);
    return this.wrong ? this.wrong(input, answer) : answer;
  };

  chainAt(commit: number): string {
    return sha256(new TextEncoder().encode(`${this.epoch}:${commit}`));
  }

  addSample(id: string, changes: Record<string, unknown> = {}): void {
    this.commit += 1;
    const row: Record<string, unknown> = {
      id,
      facts: {},
      quantity: 1,
      status: "in_store",
      place: "tray",
      holder: "tray",
      ...changes,
      commit: this.commit,
    };
    this.samples.set(
      id,
      COLS.map((col) => row[col] ?? null),
    );
  }

  private async answer(input: string, init: RequestInit): Promise<Response> {
    const url = new URL(input, "http://office");
    if (url.pathname === "/api/sync/push") return this.push(await bodyOf(init));
    if (url.pathname === "/api/sync/pull") return this.pull(url.searchParams);
    if (url.pathname === "/api/devices/enrol") {
      const body = await bodyOf(init);
      return json({ device: { id: body.install, name: body.name }, epoch: this.epoch, server_ms: 1_000 });
    }
    return json({ code: "not_found", message: "?", field: null, request: "r" }, 404);
  }

  private push(body: Record<string, unknown>): Response {
    const actions = body.actions as Sent[];
    this.told.push(body);
    if (this.restored_ms !== null && actions.length > 0) return json({ code: "office_restored" }, 503, { "Retry-After": "30" });
    this.pushes += 1;
    this.batches.push(actions);
    const fresh = actions.some((sent) => !this.ledger.has(sent.id));
    if (fresh) this.commit += 1;
    const verdicts = actions.map((sent) => this.take(sent));
    const ack = this.ack();
    const { epoch, commit: head, device, restored_ms } = this;
    return json({ batch: body.batch, epoch, head, server_ms: 2_000, ack, device, restored_ms, verdicts });
  }

  private ack(): number {
    const seqs = new Set([...this.ledger.values()].map((kept) => kept.sent.seq));
    let ack = 0;
    while (seqs.has(ack + 1)) ack += 1;
    return ack;
  }

  private take(sent: Sent) {
    const before = this.ledger.get(sent.id);
    if (before) return { id: sent.id, verdict: "duplicate", first: before.verdict, reasons: [], commit: before.commit };
    if (sent.seq > this.ack() + 1) return { id: sent.id, verdict: "held", reasons: [], commit: null };
    this.ledger.set(sent.id, { sent, verdict: "accepted", commit: this.commit });
    return { id: sent.id, verdict: "accepted", reasons: [], commit: this.commit };
  }

  private pull(asked: URLSearchParams): Response {
    const since = Number(asked.get("since"));
    const isMine = asked.get("epoch") === this.epoch && since <= this.commit && asked.get("chain") === this.chainAt(since);
    if (since > 0 && !isMine) return this.otherEpoch();
    const rows = [...this.samples.values()].filter((row) => (row.at(-1) as number) > since);
    const tables = rows.length ? { samples: { cols: COLS, rows } } : {};
    return json({ epoch: this.epoch, to: this.commit, chain: this.chainAt(this.commit), tables, gone: {}, page: null });
  }

  private otherEpoch(): Response {
    return json({ code: "epoch_changed", message: "?", field: null, request: "r", epoch: this.epoch, head: this.commit }, 409);
  }
}
