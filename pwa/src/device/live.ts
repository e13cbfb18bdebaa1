/** The open line to the office: it only says that there is something new. Its library is fetched when it is first needed. */
import { isObject } from "../core/reply";
import { install } from "../state";
import { setLine } from "./exchange";
import { setRevoked } from "./keys";
import { headMoved, syncNow } from "./sync";

interface Line {
  on(event: string, listener: (said: unknown) => void): unknown;
  connect(): unknown;
  disconnect(): unknown;
  active: boolean;
}

const AGAIN_MS = 5_000;
let line: Line | null = null;
let onPhones: () => void = () => undefined;

/** Called when what phones owe has changed; for the board. */
export function onPhonesChanged(listener: () => void): void {
  onPhones = listener;
}

export async function openLine(): Promise<void> {
  if (line) return;
  const { io } = await import("socket.io-client");
  if (line) return;
  line = listen(io({ transports: ["websocket"], withCredentials: true, reconnectionDelay: 500, reconnectionDelayMax: 4_000 }));
}

/** Rooms are given at connect, so whoever signs in or out comes in anew. */
export function reopenLine(): void {
  line?.disconnect();
  line?.connect();
}

export function closeLine(): void {
  line?.disconnect();
  line = null;
  setLine(false);
}

function listen(socket: Line): Line {
  socket.on("connect", () => {
    setLine(true);
    syncNow();
  });
  socket.on("disconnect", () => {
    setLine(false);
    syncNow(); // whether this is the line only, or the office, the next exchange tells
  });
  socket.on("connect_error", () => {
    setLine(false);
    // Refused by the office it does not try again by itself; a renewed session may be let in.
    if (!socket.active) setTimeout(() => line === socket && socket.connect(), AGAIN_MS);
  });
  socket.on("head", (said) => {
    if (isObject(said) && typeof said.epoch === "string" && Number.isSafeInteger(said.commit)) headMoved(said.epoch, said.commit as number);
  });
  socket.on("phones", () => onPhones());
  socket.on("bye", (said) => {
    if (install.value && isObject(said) && said.reason === "revoked") void setRevoked(install.value.id);
  });
  return socket;
}
