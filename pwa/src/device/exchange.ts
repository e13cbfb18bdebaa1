/** One question to the office and its answer. Every call ends in time, a redirect or a page that is not JSON is no answer. */
import { isObject } from "../core/reply";
import { failedCall, lang, link, restored } from "../state";
import { host } from "./host";

export interface Answer {
  status: number;
  json: unknown;
  /** Seconds the office asks us to stay away, if it does. */
  retry_s: number | null;
  /** The JSON text as it came. */
  text: string;
}
export interface Ask {
  body?: unknown;
  timeout_ms?: number;
  /** A ready JSON text instead of `body`; long ones go gzipped. */
  text?: string;
  /** Or a picture as it is. */
  picture?: Blob;
}

/** There was no answer from the office: nothing came, or something that is not its. */
export class NoAnswer extends Error {
  readonly code = "no_answer";
}

const FAILED = "loupe.failed"; // in localStorage
const TIMEOUT_MS = 8_000;
const WORTH_ZIPPING = 2_000;

async function gzip(text: string): Promise<ArrayBuffer> {
  const stream = new Blob([text]).stream().pipeThrough(new CompressionStream("gzip"));
  return new Response(stream).arrayBuffer();
}

async function request(method: string, ask: Ask): Promise<RequestInit> {
  const headers: Record<string, string> = { Accept: "application/json", "Accept-Language": lang.value };
  const init: RequestInit = { method, headers, redirect: "error", credentials: "same-origin", cache: "no-store" };
  if (ask.picture) {
    headers["Content-Type"] = ask.picture.type;
    return { ...init, body: ask.picture };
  }
  const text = ask.text ?? (ask.body === undefined ? null : JSON.stringify(ask.body));
  if (text === null) return init;
  headers["Content-Type"] = "application/json";
  const zip = text.length > WORTH_ZIPPING && typeof CompressionStream !== "undefined";
  if (zip) headers["Content-Encoding"] = "gzip";
  init.body = zip ? await gzip(text) : text;
  return init;
}

function retryAfter(response: Response): number | null {
  const said = response.headers.get("Retry-After");
  if (!said) return null;
  const seconds = /^\d+$/.test(said.trim()) ? Number(said) : (Date.parse(said) - host.now_ms()) / 1000;
  return Number.isFinite(seconds) ? Math.min(Math.max(seconds, 0), 3_600) : null;
}

/** Any JSON answer of any status; throws NoAnswer for everything else. */
export async function exchange(method: string, path: string, ask: Ask = {}): Promise<Answer> {
  const stop = new AbortController();
  const timer = setTimeout(() => stop.abort(new Error("timed out")), ask.timeout_ms ?? TIMEOUT_MS);
  try {
    const init = await request(method, ask);
    const response = await host.fetch(path, { ...init, signal: stop.signal });
    if (response.redirected) throw new NoAnswer("redirected");
    const retry_s = retryAfter(response);
    keepFailure(response);
    if (response.status === 204) return { status: 204, json: null, retry_s, text: "" };
    if (!/\bjson\b/i.test(response.headers.get("Content-Type") ?? "")) return notJson(response.status, retry_s);
    const text = await response.text();
    const json: unknown = JSON.parse(text);
    if (response.status === 503 && isObject(json) && json.code === "office_restored") restored.value ??= Math.floor(host.now_ms());
    return { status: response.status, json, retry_s, text };
  } catch (error) {
    throw error instanceof NoAnswer ? error : new NoAnswer(error instanceof Error ? error.message : String(error), { cause: error });
  } finally {
    clearTimeout(timer);
  }
}

/** So that a person can say it on the telephone, whatever screen the error came to, if to any. */
function keepFailure(response: Response): void {
  const request = response.headers.get("X-Request-Id");
  if (response.status < 400 || !request) return;
  failedCall.value = { request, at_ms: Math.floor(host.now_ms()) };
  host.kept?.setItem(FAILED, JSON.stringify(failedCall.value));
}

/** At the start: people load the page anew before they telephone. */
export function recallFailure(): void {
  try {
    failedCall.value = JSON.parse(host.kept?.getItem(FAILED) ?? "null") as typeof failedCall.value;
  } catch {
    host.kept?.removeItem(FAILED); // somebody's broken note is no reason not to start
  }
}

/** A proxy in front of the office may say in HTML that it is too much or too early: that much we hear. */
function notJson(status: number, retry_s: number | null): Answer {
  if (status === 413 || status === 429 || status === 503) return { status, json: null, retry_s, text: "" };
  throw new NoAnswer(`status ${status}, not JSON`);
}

let isLineOpen = false;

/** The badge follows exchanges, never the browser's opinion of the network. */
export function linkUp(known: { head?: number; epoch?: string } = {}): void {
  link.value = { ...link.value, ...known, state: isLineOpen ? "live" : "polling", last_ms: Math.floor(host.now_ms()) };
}

export function linkDown(): void {
  if (link.value.state !== "offline") link.value = { ...link.value, state: "offline" };
}

/** The websocket opened or closed; closed is not yet offline, the next exchange tells. */
export function setLine(open: boolean): void {
  isLineOpen = open;
  if (open) linkUp();
  else if (link.value.state === "live") link.value = { ...link.value, state: "polling" };
}
