/** Telling the other tabs of this phone that something they hold in memory has changed on the disk. */

export type Told = "outbox" | "rows" | "identity" | "photos" | "cargo";
let channel: BroadcastChannel | null = null;

export function tellTabs(what: Told): void {
  channel?.postMessage(what);
}

export function listenTabs(listener: (what: Told) => void): void {
  channel?.close();
  channel = new BroadcastChannel("loupe");
  channel.onmessage = (event: MessageEvent<Told>) => listener(event.data);
}
