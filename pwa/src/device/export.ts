/** The unsent scans as one signed file, for when a phone cannot reach the office any more: the office takes it in like a push. */
import { install } from "../state";
import { newId, reading } from "./clock";
import { identityOf, sign } from "./keys";
import { debtors, type Envelope, nextBatch } from "./outbox_send";

const EVERYTHING = { actions: Number.MAX_SAFE_INTEGER, bytes: Number.MAX_SAFE_INTEGER };

interface Delivery {
  install: string;
  public_key: string;
  actions: Envelope[];
}

async function deliveries(): Promise<Delivery[]> {
  const found: Delivery[] = [];
  for (const device of await debtors()) {
    const batch = await nextBatch(device, 0, () => true, EVERYTHING);
    const identity = await identityOf(device);
    if (batch && identity) found.push({ install: device, public_key: identity.public_key, actions: batch.actions });
  }
  return found;
}

/** JSON: `content` is the text that `sig` signs; each action in it carries its own signature too. Nothing is marked as sent. */
export async function exportOutbox(): Promise<File> {
  const identity = install.value && (await identityOf(install.value.id));
  if (!identity) throw new Error("this phone has no key to sign with");
  const { wall_ms } = reading();
  const made = { format: "loupe-outbox", v: 1, id: newId(), install: identity.id, name: identity.name, made_ms: wall_ms };
  const content = JSON.stringify({ ...made, deliveries: await deliveries() });
  const signed = JSON.stringify({ content, sig: await sign(identity, content) });
  const day = new Date(wall_ms).toISOString().slice(0, 16).replaceAll(/[-:]/g, "").replace("T", "-");
  return new File([signed], `loupe-outbox-${day}.json`, { type: "application/json" });
}
