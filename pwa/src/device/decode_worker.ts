/** The worker that decodes: a picture in, the tags in it out. */
import { type Hit, openReader } from "./decode";
import { FrameReader, readStill } from "./decode_frame";
import { asHit, drawProbes, type NativeKind, trustedNative } from "./decode_native";
import { greyOf } from "./decode_pixels";
import { TrayReader } from "./decode_tray";
import type { Ask, Box, Told } from "./decode_words";

/** Two frames of a camera at 30 a second: longer, and what the hand does next is seen late. */
const BUDGET_MS = 40;

const { BarcodeDetector: kind } = globalThis as { BarcodeDetector?: NativeKind };
const native = trustedNative(kind, drawProbes);
const opened = openReader().then((read) => ({ read, frames: new FrameReader(read), tray: new TrayReader(read) }));

async function decode({ picture, effort }: Ask): Promise<{ hits: Hit[]; unread?: Box[] }> {
  const { read, frames, tray } = await opened;
  const grey = await greyOf(picture);
  if (effort === "tray") return tray.look(grey);
  if (effort === "still") return { hits: readStill(read, grey) };
  if (effort === "glass") return { hits: read(grey) };
  const hits = frames.look(grey, BUDGET_MS);
  return { hits: hits.length > 0 ? hits : await secondOpinion(picture) };
}

/** Only where we read nothing: asking it for each frame would cost more than our own first look. */
async function secondOpinion(picture: Ask["picture"]): Promise<Hit[]> {
  const found = await (await native)?.detect(picture);
  return found?.map(asHit) ?? [];
}

async function answer(ask: Ask): Promise<Told> {
  const start = performance.now();
  try {
    const found = await decode(ask);
    return { id: ask.id, ...found, ms: performance.now() - start, failed: null };
  } catch (error) {
    return { id: ask.id, hits: [], ms: performance.now() - start, failed: String(error) };
  } finally {
    ask.picture.close();
  }
}

globalThis.onmessage = async ({ data }: MessageEvent<Ask>) => globalThis.postMessage(await answer(data));
