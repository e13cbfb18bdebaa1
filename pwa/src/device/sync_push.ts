/** Delivering what is owed: batch by batch, each kept until the office has said what became of it. */
import { type PushReply, readPushReply } from "../core/reply";
import { install, restored } from "../state";
import { heard, mono, newId, offset_ms, reading } from "./clock";
import { type Answer, exchange, linkUp } from "./exchange";
import { setName, setRevoked } from "./keys";
import { type Batch, debtors, keepVerdicts, type Limits, nextBatch, reofferAbove } from "./outbox_send";
import { Away } from "./sync_trouble";

const FULL: Limits = { actions: 500, bytes: 500_000 };
const TIMEOUT_MS = 30_000;
const AGAIN_MS = 10 * 60_000;

/** When held actions of an install, or a single one that was refused as too much, were last offered: not at every turn again. */
const offeredAt = new Map<string, number>();

let healthNow: () => unknown = () => undefined;

/** `start` hangs on this what the phone tells of itself. */
export function onPush(health: () => unknown): void {
  healthNow = health;
}

const isDue = (name: string): boolean => mono() - (offeredAt.get(name) ?? Number.NEGATIVE_INFINITY) > AGAIN_MS;

/** Sends everything owed by every install of this phone, and how much that was. Throws Away when the office cannot be reached or wants peace. */
export async function pushAll(): Promise<number> {
  const done = { sent: 0, reoffered: 0 };
  do {
    done.reoffered = 0;
    for (const device of await debtors()) await pushDevice(device, done);
  } while (done.reoffered > 0); // an office with another history: what an older one confirmed goes out too
  return done.sent;
}

async function pushDevice(device: string, done: { sent: number; reoffered: number }): Promise<void> {
  let after = 0;
  let withHeld = isDue(device);
  const asked = new Set<number>();
  const limits = { ...FULL };
  for (;;) {
    const batch = await nextBatch(device, after, (row) => (withHeld || !row.held) && isDue(row.id), limits);
    if (!batch) return;
    const reply = await send(batch, limits);
    if (typeof reply === "string") continue;
    limits.actions = Math.min(FULL.actions, limits.actions * 2);
    limits.bytes = Math.min(FULL.bytes, limits.bytes * 2);
    done.reoffered += (await keepVerdicts(batch, reply)).reoffered;
    done.sent += batch.actions.length;
    const back = await heldBack(batch, reply, asked);
    if (back !== null) withHeld = true;
    after = back ?? batch.actions.at(-1)?.seq ?? after;
  }
}

/** The office lacks a predecessor. If it is still kept here, it is owed again from `ack` + 1: the seq to go on behind, else null. */
async function heldBack(batch: Batch, reply: PushReply, asked: Set<number>): Promise<number | null> {
  if (!reply.verdicts.some((verdict) => verdict.verdict === "held")) return null;
  offeredAt.set(batch.device, mono());
  if (asked.has(reply.ack)) return null;
  asked.add(reply.ack);
  return (await reofferAbove(batch.device, reply.ack)) > 0 ? reply.ack : null;
}

/** One batch and its checked reply. `smaller`: the limits were halved, or one action alone is too much and stays owed while others go. */
async function send(batch: Batch, limits: Limits): Promise<PushReply | "smaller"> {
  const id = newId();
  const sent = mono();
  const answer = await exchange("POST", "/api/sync/push", { text: bodyOf(batch, id), timeout_ms: TIMEOUT_MS });
  if (answer.status !== 200) return refusal(answer, batch, limits);
  const ids = batch.actions.map((action) => action.id);
  const reply = readPushReply(answer.json, id, ids);
  if (!reply) throw new Away("not_a_reply");
  heard(reply.server_ms, sent);
  linkUp({ head: reply.head, epoch: reply.epoch });
  restored.value = reply.restored_ms;
  await setRevoked(batch.device, reply.device === "revoked");
  if (reply.name) await setName(batch.device, reply.name);
  return reply;
}

function bodyOf(batch: Batch, id: string): string {
  const { wall_ms, mono_ms, page } = reading();
  const since = batch.left_since_ms === null ? null : batch.left_since_ms + (offset_ms() ?? 0);
  return JSON.stringify({
    install: batch.device,
    batch: id,
    actions: batch.actions,
    drained: batch.left === 0,
    owes: batch.left,
    owes_since_ms: since,
    clock: { wall_ms, mono_ms, page, hlc: lastHlc(batch, wall_ms) },
    app: __APP__,
    ...(batch.device === install.value?.id ? { health: healthNow() } : {}),
  });
}

function lastHlc(batch: Batch, wall_ms: number): unknown {
  const last = batch.actions.at(-1);
  return last ? (JSON.parse(last.bytes) as { hlc: unknown }).hlc : [wall_ms, 0];
}

function refusal(answer: Answer, batch: Batch, limits: Limits): "smaller" {
  const isTooMuch = answer.status === 413 || answer.status === 400 || answer.status === 422;
  const [only, ...others] = batch.actions;
  if (!isTooMuch || !only) throw new Away(`status_${answer.status}`, answer.status, answer.retry_s);
  if (!others.length) offeredAt.set(only.id, mono());
  limits.actions = Math.ceil(batch.actions.length / 2);
  limits.bytes = Math.ceil(limits.bytes / 2);
  return "smaller";
}

/**
 * Nothing to deliver, but the office learns that this phone is there and holds nothing (or what it still holds). How much is owed again:
 * an office that has less of ours than it confirmed was put back to a backup, perhaps to one our cursor is not beyond.
 */
export async function heartbeat(owes: number, since_ms: number | null): Promise<number> {
  const device = install.value?.id;
  if (!device) return 0;
  const empty: Batch = { device, actions: [], left: owes, left_since_ms: since_ms };
  const reply = await send(empty, { ...FULL });
  if (typeof reply === "string") return 0;
  const { reoffered } = await keepVerdicts(empty, reply);
  return reply.device === "revoked" ? reoffered : reoffered + (await reofferAbove(device, reply.ack));
}
