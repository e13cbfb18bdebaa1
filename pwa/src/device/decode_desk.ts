/** The page's side of the decoding worker: pictures go in, promises of hits come out. */
import type { Hit } from "./decode";
import type { Ask, Told } from "./decode_words";

export interface DecodeDesk {
  decode(picture: Ask["picture"], effort: Ask["effort"]): Promise<Told>;
  close(): void;
}
export type { Hit };

export function openDesk(): DecodeDesk {
  const worker = new Worker(new URL("./decode_worker.ts", import.meta.url), { type: "module" });
  const waiting = new Map<number, (told: Told) => void>();
  let last = 0;
  const settle = (told: Told) => {
    waiting.get(told.id)?.(told);
    waiting.delete(told.id);
  };
  worker.onmessage = ({ data }: MessageEvent<Told>) => settle(data);
  worker.onerror = ({ message }) => {
    for (const id of [...waiting.keys()]) settle({ id, hits: [], ms: 0, failed: message || "the worker did not start" });
  };
  return {
    decode: (picture, effort) =>
      new Promise((resolve) => {
        const id = ++last;
        waiting.set(id, resolve);
        worker.postMessage({ id, picture, effort } satisfies Ask, [picture]);
      }),
    close: () => worker.terminate(),
  };
}
