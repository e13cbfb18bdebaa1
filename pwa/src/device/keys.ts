/** Who this install is: a key that cannot leave the phone, its enrolment at the office, its signatures. */
import { forgotten, install, ready } from "../state";
import { type ApiError, api } from "./api";
import { heard, mono, newId } from "./clock";
import { ask, isFull } from "./db";
import { host } from "./host";
import { type Identity, outboxDb, type Signature, type Written } from "./outbox_tables";
import { tellTabs } from "./tabs";

const ALGORITHM = { name: "ECDSA", namedCurve: "P-256" };
const SIGNING = { name: "ECDSA", hash: "SHA-256" };
const REMEMBERED = "loupe.install";
/** How much this phone owed, kept where it may outlive the outbox itself. */
export const OWED = "loupe.owed";
const utf8 = new TextEncoder();
const identities = new Map<string, Identity>();
let afterEnrol: () => void = () => undefined;

/** `start` hangs the sync on this. */
export function onEnrol(listener: () => void): void {
  afterEnrol = listener;
}

export function base64url(bytes: ArrayBuffer): string {
  let binary = "";
  for (const byte of new Uint8Array(bytes)) binary += String.fromCharCode(byte);
  return btoa(binary).replaceAll("+", "-").replaceAll("/", "_").replace(/=+$/, "");
}

/** ECDSA P-256 / SHA-256 over the UTF-8 of a text: raw r‖s, base64url. */
export async function sign(identity: Identity, text: string): Promise<string> {
  return base64url(await crypto.subtle.sign(SIGNING, identity.private_key, utf8.encode(text)));
}

export function bytesOf(text: string): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(atob(text.replaceAll("-", "+").replaceAll("_", "/")), (character) => character.charCodeAt(0));
}

/** Whether this key (SPKI, base64url) signed this text. */
export async function isSignedBy(public_key: string, text: string, sig: string): Promise<boolean> {
  try {
    const key = await crypto.subtle.importKey("spki", bytesOf(public_key), ALGORITHM, false, ["verify"]);
    return await crypto.subtle.verify(SIGNING, key, bytesOf(sig), utf8.encode(text));
  } catch {
    return false; // no key, or no base64url
  }
}

export async function identityOf(device: string): Promise<Identity | null> {
  const known = identities.get(device);
  if (known) return known;
  const found = (await outboxDb.read(["identities"], (tx) => ask(tx.objectStore("identities").get(device)))) as Identity | undefined;
  if (found) identities.set(device, found);
  return found ?? null;
}

/** Signs what is already durable. What is not signed before the phone goes down is signed before it is sent. */
export async function signWritten(rows: readonly Written[]): Promise<Signature[]> {
  const signed: Signature[] = [];
  for (const row of rows) {
    const identity = await identityOf(row.device);
    if (identity) signed.push({ device: row.device, seq: row.seq, sig: await sign(identity, row.bytes) });
  }
  const keeping = outboxDb.write(["signatures"], (tx) => {
    for (const row of signed) tx.objectStore("signatures").put(row);
  });
  await keeping.catch((error: unknown) => {
    if (!isFull(error)) throw error; // made anew each time it is sent: a full phone still delivers
  });
  return signed;
}

async function makeIdentity(name: string): Promise<Identity> {
  const pair = (await crypto.subtle.generateKey(ALGORITHM, false, ["sign", "verify"])) as CryptoKeyPair;
  const public_key = base64url(await crypto.subtle.exportKey("spki", pair.publicKey));
  return { id: newId(), name, enrolled_ms: Math.floor(host.now_ms()), revoked: false, private_key: pair.privateKey, public_key };
}

/** The identity tried with this code before, if its reply was lost: the office may have taken it. */
async function candidate(code: string, name: string): Promise<Identity> {
  const kept = (await outboxDb.read(["meta"], (tx) => ask(tx.objectStore("meta").get("candidate")))) as
    | { code: string; identity: Identity }
    | undefined;
  if (kept?.code === code) return kept.identity;
  const identity = await makeIdentity(name);
  await outboxDb.write(["meta"], (tx) => ask(tx.objectStore("meta").put({ code, identity }, "candidate")), { durability: "strict" });
  return identity;
}

interface Enrolled {
  device: { id: string; name: string };
  epoch: string;
  server_ms: number;
}

/** Makes this browser a phone of the firm by a one-time code; one that the office forgot comes back with its own key. Throws ApiError; then nothing is changed. */
export async function enrol(code: string, name: string): Promise<void> {
  const known = forgotten.value && install.value ? await identityOf(install.value.id) : null;
  const identity = known ?? (await candidate(code, name));
  const enrolled = await present(identity, code, name);
  identity.name = enrolled.device.name;
  await outboxDb.write(
    ["identities", "meta"],
    (tx) => {
      tx.objectStore("identities").put(identity);
      tx.objectStore("meta").put(identity.id, "current");
      tx.objectStore("meta").delete("candidate");
    },
    { durability: "strict" },
  );
  forgotten.value = false;
  become(identity);
  tellTabs("identity");
  afterEnrol();
}

/** Numbers this install has used before; or which install this browser was, whose memory is gone, and what that owed. */
async function past(id: string): Promise<{ made: number; was?: string; owed?: number }> {
  const chain = (await outboxDb.read(["chains"], (tx) => ask(tx.objectStore("chains").get(id)))) as { seq: number } | undefined;
  const was = host.kept?.getItem(REMEMBERED);
  if (!was || ready.value !== "reset") return { made: chain?.seq ?? 0 };
  return { made: 0, was, owed: Math.max(0, Math.floor(Number(host.kept?.getItem(OWED))) || 0) };
}

async function present(identity: Identity, code: string, name: string): Promise<Enrolled> {
  const sig = await sign(identity, `loupe-enrol:${code}:${identity.id}`);
  const sent = mono();
  try {
    const told = { wall_ms: Math.floor(host.now_ms()), ...(await past(identity.id)) };
    const body = { code, install: identity.id, public_key: identity.public_key, name, sig, ...told };
    const enrolled = await api<Enrolled>("POST", "/api/devices/enrol", body);
    heard(enrolled.server_ms, sent);
    return enrolled;
  } catch (error) {
    // The code is used: by us, if the office knows our key.
    const code = (error as ApiError).code;
    if (code !== "invite_used" && code !== "install_taken") throw error;
    if (!(await renew(identity).catch(() => false))) throw error;
    return { device: { id: identity.id, name }, epoch: "", server_ms: 0 };
  }
}

/** A new device cookie for who holds the key; false when the office does not know this phone or has revoked it. */
export async function renew(identity: Identity): Promise<boolean> {
  const sent = mono();
  const status = await api<{ server_ms: number }>("GET", "/api/status");
  heard(status.server_ms, sent);
  const { id } = identity;
  const sig = await sign(identity, `loupe-renew:${id}:${status.server_ms}`);
  try {
    await api("POST", "/api/devices/renew", { install: id, server_ms: status.server_ms, sig });
    return true;
  } catch (error) {
    const refused = error as ApiError;
    if (refused.code === "device_revoked") await setRevoked(id);
    if (refused.status === 401 || refused.status === 403) return false;
    throw error;
  }
}

function become(identity: Identity): void {
  identities.set(identity.id, identity);
  const { id, name, enrolled_ms, revoked } = identity;
  install.value = { id, name, enrolled_ms, revoked };
  ready.value = "enrolled";
  host.kept?.setItem(REMEMBERED, id);
}

/** Reads who we are. An install that is remembered but has no key any more was reset: by the browser, or by hand. */
export async function loadIdentity(): Promise<void> {
  const current = await outboxDb.read(["meta", "identities"], async (tx) => {
    const id = (await ask(tx.objectStore("meta").get("current"))) as string | undefined;
    return id ? ((await ask(tx.objectStore("identities").get(id))) as Identity | undefined) : undefined;
  });
  if (current) return become(current);
  ready.value = host.kept?.getItem(REMEMBERED) ? "reset" : "new";
}

/** The office has shut this phone out (or let a mistaken word be taken back). What it owes may still be delivered. */
export async function setRevoked(device: string, revoked = true): Promise<void> {
  const identity = await identityOf(device);
  if (!identity || identity.revoked === revoked) return;
  identity.revoked = revoked;
  await outboxDb.write(["identities"], (tx) => ask(tx.objectStore("identities").put(identity)), { durability: "strict" });
  if (install.value?.id === device) install.value = { ...install.value, revoked };
}

/** It was handed to somebody else, and the office says what it is called now. */
export async function setName(device: string, name: string): Promise<void> {
  const identity = await identityOf(device);
  if (!identity || identity.name === name) return;
  identity.name = name;
  await outboxDb.write(["identities"], (tx) => ask(tx.objectStore("identities").put(identity)));
  if (install.value?.id === device) install.value = { ...install.value, name };
}
