/** What one phone gives another to carry to the office: its signed actions as one lean text, and back, believing nothing that does not fit. */
import { isUuid } from "./ids";
import { isObject } from "./reply";

/** One action as a push takes it. */
export interface Signed {
  id: string;
  seq: number;
  bytes: string;
  sig: string;
}
/** Actions of one install, lowest number first. `name`: what its phone calls itself; nobody vouches for that. */
export interface Parcel {
  install: string;
  name: string;
  actions: Signed[];
}
export type Hash = (text: string) => string;

export const MOST_ACTIONS = 500;
export const LARGEST_ACTION = 65_536;
const FORMAT = "loupe-cargo";
const CUT = "~"; // no JSON text ends so
const SIG = /^[A-Za-z0-9_-]{86}$/;

const prevOf = (hash: string): string => `,"prev":"${hash}"}`;

/** A line a text. The hash of the action before is left out where it can be computed: nothing shrinks less, and a fifth is made of it. */
export function packParcel({ install, name, actions }: Parcel, hash: Hash): string {
  const lines = [JSON.stringify({ format: FORMAT, v: 1, install, name })];
  let before: string | null = null;
  for (const { bytes, sig } of actions) {
    const known: string = before === null ? "" : prevOf(hash(before));
    lines.push(known && bytes.endsWith(known) ? bytes.slice(0, -known.length) + CUT : bytes, sig);
    before = bytes;
  }
  return lines.join("\n");
}

/** Null where anything is not as `packParcel` makes it. Whether the signatures are right only the office can tell: it has the keys. */
export function readParcel(text: string, hash: Hash): Parcel | null {
  const [head = "", ...lines] = text.split("\n");
  const told = parsed(head);
  if (!told || told.format !== FORMAT || told.v !== 1 || !isUuid(told.install) || typeof told.name !== "string") return null;
  if (lines.length === 0 || lines.length % 2 || lines.length > 2 * MOST_ACTIONS) return null;
  const actions: Signed[] = [];
  for (let at = 0; at < lines.length; at += 2) {
    const line = lines[at] ?? "";
    const before = actions.at(-1);
    if (line.endsWith(CUT) && !before) return null;
    const bytes = line.endsWith(CUT) && before ? line.slice(0, -CUT.length) + prevOf(hash(before.bytes)) : line;
    const action = readSigned(bytes, lines[at + 1] ?? "", told.install);
    if (!action || (before && action.seq <= before.seq)) return null;
    actions.push(action);
  }
  return { install: told.install, name: told.name.slice(0, 120), actions };
}

/** Files name the id and number beside the text; both must be what the text says. */
export function readListed(raw: unknown, install: string): Signed | null {
  if (!isObject(raw) || typeof raw.bytes !== "string" || typeof raw.sig !== "string") return null;
  const action = readSigned(raw.bytes, raw.sig, install);
  return action && action.id === raw.id && action.seq === raw.seq ? action : null;
}

function readSigned(bytes: string, sig: string, install: string): Signed | null {
  const action = bytes.length <= LARGEST_ACTION ? parsed(bytes) : null;
  if (!action || action.device !== install || !isUuid(action.id) || !SIG.test(sig)) return null;
  const { id, seq } = action;
  return Number.isSafeInteger(seq) && (seq as number) > 0 ? { id, seq: seq as number, bytes, sig } : null;
}

function parsed(text: string): Record<string, unknown> | null {
  try {
    const value: unknown = JSON.parse(text);
    return isObject(value) ? value : null;
  } catch {
    return null;
  }
}
