/** The outbox's own database. Rows of `actions` are written once and never again; what became of them lies beside them. */

import type { VerdictWord } from "../core/action";
import type { Hlc } from "../core/hlc";
import { type Store, store } from "./db";

/** The JSON text exactly as it is hashed, signed, sent and stored by the office. Key: [device, seq]. */
export interface Written {
  device: string;
  seq: number;
  id: string;
  bytes: string;
}
/** Made after the action is durable: WebCrypto cannot be awaited inside a transaction. Key: [device, seq]. */
export interface Signature {
  device: string;
  seq: number;
  sig: string;
}
/** The office has not (or, after a restore, may not have) this action. Key: [device, seq]. */
export interface Owed {
  device: string;
  seq: number;
  id: string;
  /** The office keeps it until its predecessor comes. */
  held?: boolean;
}
/** What the office last said of an action. `settled_ms` is the office's time. */
export interface Settled {
  id: string;
  device: string;
  seq: number;
  verdict: VerdictWord;
  reasons: string[];
  commit: number | null;
  epoch: string;
  settled_ms: number;
}
/** Where the numbering and the chain of one install stand. */
export interface Chain {
  device: string;
  seq: number;
  hash: string | null;
  hlc: Hlc | null;
}
/** One install of the app: its key cannot leave this phone. */
export interface Identity {
  id: string;
  name: string;
  enrolled_ms: number;
  revoked: boolean;
  private_key: CryptoKey;
  public_key: string;
}

export const outboxDb: Store = store("loupe-outbox", 1, (db) => {
  const actions = db.createObjectStore("actions", { keyPath: ["device", "seq"] });
  actions.createIndex("id", "id", { unique: true });
  db.createObjectStore("signatures", { keyPath: ["device", "seq"] });
  db.createObjectStore("owed", { keyPath: ["device", "seq"] });
  const verdicts = db.createObjectStore("verdicts", { keyPath: "id" });
  verdicts.createIndex("settled", "settled_ms");
  verdicts.createIndex("commit", "commit"); // those without one are not in it
  db.createObjectStore("chains", { keyPath: "device" });
  db.createObjectStore("identities", { keyPath: "id" });
  db.createObjectStore("meta");
});
