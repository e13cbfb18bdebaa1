/** Fetching what changed: from the cursor page by page, or everything into a staging set that is swapped in whole. */
import { isObject, type PullPage, readPullPage } from "../core/reply";
import { link } from "../state";
import { errorOf } from "./api";
import { type Answer, exchange, linkUp } from "./exchange";
import { reoffer } from "./outbox_send";
import { applyChanges, distrustRows, dropStaging, rowsHead, stage, staging, swapIn } from "./rows_disk";
import type { Head, Staging } from "./rows_tables";
import { Away } from "./sync_trouble";

const TIMEOUT_MS = 30_000;
const MOST_PAGES = 1_000;

interface Got {
  page: PullPage;
  text: string;
}

/** Times in this run that the office turned out to have another history than ours. */
let histories = 0;

/** Brings the rows to the office's head. True: its history is another one, and what it confirmed before is owed again. Throws Away. */
export async function pullAll(): Promise<boolean> {
  const before = histories;
  const head = rowsHead();
  if (head && head.cursor > 0) await pullChanges(head);
  else await firstSync();
  return histories !== before;
}

async function pullChanges(head: Head): Promise<void> {
  const got: Got[] = [];
  let page: string | null = null;
  do {
    const next: Got | null = await get(head, page);
    if (!next) return firstSync();
    if (next.page.epoch !== head.epoch) {
      await startAnew(next.page.epoch);
      return firstSync();
    }
    got.push(next);
    page = next.page.page;
  } while (page !== null && got.length < MOST_PAGES);
  const last = got.at(-1)?.page;
  if (!last || page !== null) throw new Away("endless_pull");
  const to = { epoch: last.epoch, cursor: last.to, chain: last.chain };
  await applyChanges(
    head.cursor,
    to,
    got.map((one) => one.page),
    `[${got.map((one) => one.text).join(",")}]`,
  );
  linkUp({ head: Math.max(last.to, link.value.head), epoch: last.epoch });
}

/** Resumes where it was broken off; a snapshot that is gone means from the beginning. */
async function firstSync(): Promise<void> {
  let before: Staging | null = await staging();
  if (before && !before.page) before = await forgetStaging();
  for (let pages = 0; pages < MOST_PAGES; pages++) {
    const got = await get(null, before?.page ?? null);
    if (!got || (before && got.page.epoch !== before.epoch)) {
      before = await forgetStaging();
      continue;
    }
    const { page } = got;
    before = await stage(before, page, got.text, page.epoch, page.page);
    linkUp();
    if (page.page !== null) continue;
    await swapIn(before, { epoch: page.epoch, cursor: page.to, chain: page.chain });
    linkUp({ head: page.to, epoch: page.epoch });
    return;
  }
  throw new Away("endless_pull");
}

async function forgetStaging(): Promise<null> {
  await dropStaging();
  return null;
}

/** One page behind what is here, or null when the office told us to begin again: also where its history is not the one we have. */
async function get(head: Head | null, page: string | null): Promise<Got | null> {
  const stand: Record<string, string> = head ? { since: String(head.cursor), epoch: head.epoch, chain: head.chain } : { since: "0" };
  const query = new URLSearchParams({ ...stand, ...(page ? { page } : {}) });
  const answer = await exchange("GET", `/api/sync/pull?${query}`, { timeout_ms: TIMEOUT_MS });
  if (answer.status === 200) {
    const read = readPullPage(answer.json);
    if (!read) throw new Away("not_a_reply");
    return { page: read, text: answer.text };
  }
  if (await isOtherHistory(answer)) return null;
  const code = errorOf(answer.status, answer.json).code;
  if (code === "snapshot_gone" || code === "bad_page") return null;
  throw away(answer);
}

async function isOtherHistory(answer: Answer): Promise<boolean> {
  if (answer.status !== 409 || errorOf(409, answer.json).code !== "epoch_changed") return false;
  const epoch = isObject(answer.json) && typeof answer.json.epoch === "string" ? answer.json.epoch : "";
  await startAnew(epoch);
  return true;
}

/** The outbox first: what was confirmed is owed again before the rows that showed it are let go. */
async function startAnew(epoch: string): Promise<void> {
  histories += 1;
  await reoffer(epoch, epoch === rowsHead()?.epoch);
  await dropStaging();
  await distrustRows();
}

function away(answer: Answer): Away {
  const { code } = errorOf(answer.status, answer.json);
  return new Away(code, answer.status, answer.retry_s);
}
