/** Our unsent actions as parcels another phone can carry, and what came over the glass or in a file as parcels again. */
import { LARGEST_ACTION, MOST_ACTIONS, type Parcel, packParcel, readListed, readParcel, type Signed } from "../core/cargo";
import { isUuid } from "../core/ids";
import { isObject } from "../core/reply";
import { sha256 } from "../core/sha256";
import { identityOf, isSignedBy } from "./keys";
import { debtors, nextBatch } from "./outbox_send";

const LIMITS = { actions: MOST_ACTIONS, bytes: 400_000 };
const MOST_TEXT = 2_000_000; // a parcel unpacked: what would unpack to more was not made by us
const utf8 = new TextEncoder();
const hash = (text: string): string => sha256(utf8.encode(text));

/** Everything this phone owes, as many parcels as it takes; nothing is marked as sent. */
export async function ownParcels(): Promise<Parcel[]> {
  const found: Parcel[] = [];
  for (const install of await debtors()) {
    const name = (await identityOf(install))?.name ?? "";
    for (let after = 0; ; ) {
      const batch = await nextBatch(install, after, () => true, LIMITS);
      if (!batch) break;
      found.push({ install, name, actions: batch.actions });
      after = batch.actions.at(-1)?.seq ?? Number.MAX_SAFE_INTEGER;
    }
  }
  return found;
}

export async function packed(parcel: Parcel): Promise<Uint8Array> {
  const stream = new Blob([packParcel(parcel, hash)]).stream().pipeThrough(new CompressionStream("deflate-raw"));
  return new Uint8Array(await new Response(stream).arrayBuffer());
}

/** Null where it is no parcel. */
export async function unpacked(payload: Uint8Array): Promise<Parcel | null> {
  const text = await inflated(payload);
  return text === null ? null : readParcel(text, hash);
}

async function inflated(payload: Uint8Array): Promise<string | null> {
  const stream = new Blob([payload as BlobPart]).stream().pipeThrough(new DecompressionStream("deflate-raw"));
  const decoder = new TextDecoder("utf-8", { fatal: true });
  let text = "";
  try {
    for (const reader = stream.getReader(); ; ) {
      const { done, value } = await reader.read();
      if (done) return text + decoder.decode();
      text += decoder.decode(value, { stream: true });
      if (text.length > MOST_TEXT) return null;
    }
  } catch {
    return null; // not deflated, cut short, or not UTF-8
  }
}

/** What "save as a file" wrote on another phone (export.ts); null where it is not whole, or was changed. */
export async function parcelsOfFile(text: string): Promise<Parcel[] | null> {
  const outer = parsed(text);
  if (!isObject(outer) || typeof outer.content !== "string" || typeof outer.sig !== "string") return null;
  const told = parsed(outer.content);
  if (!isObject(told) || told.format !== "loupe-outbox" || told.v !== 1 || !Array.isArray(told.deliveries)) return null;
  const maker = told.deliveries.find((one) => isObject(one) && one.install === told.install) as { public_key?: unknown } | undefined;
  if (maker && !(await isSignedBy(String(maker.public_key), outer.content, outer.sig))) return null;
  const name = typeof told.name === "string" ? told.name.slice(0, 120) : "";
  const parcels: Parcel[] = [];
  for (const delivery of told.deliveries) {
    const found = parcelsOf(delivery, name);
    if (!found) return null;
    parcels.push(...found);
  }
  return parcels;
}

/** One install's actions, cut to what goes in one push. */
function parcelsOf(delivery: unknown, name: string): Parcel[] | null {
  if (!isObject(delivery) || !isUuid(delivery.install) || !Array.isArray(delivery.actions)) return null;
  const { install } = delivery;
  const actions = delivery.actions.map((raw) => readListed(raw, install)).filter((one) => one !== null);
  if (actions.length < delivery.actions.length) return null;
  actions.sort((a, b) => a.seq - b.seq);
  const parcels: Signed[][] = [];
  let room = 0;
  for (const action of actions) {
    const last = parcels.at(-1);
    room -= action.bytes.length;
    if (last && last.length < MOST_ACTIONS && room > 0) last.push(action);
    else {
      parcels.push([action]);
      room = Math.max(LIMITS.bytes, LARGEST_ACTION) - action.bytes.length;
    }
  }
  return parcels.map((some) => ({ install, name, actions: some }));
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null; // cut short
  }
}
