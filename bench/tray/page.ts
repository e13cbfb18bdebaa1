/** The bench page: reads a shot of a tray as the app does, and its first frame with zxing as it comes. */
import { prepareZXingModule, readBarcodes } from "../../pwa/node_modules/zxing-wasm/dist/es/reader/index.js";
import wasm from "../../pwa/node_modules/zxing-wasm/dist/reader/zxing_reader.wasm?url";
import { openDesk } from "../../pwa/src/device/decode_desk";

const picture = async (url: string): Promise<ImageBitmap> => createImageBitmap(await (await fetch(url)).blob());

interface Read { first: string[]; all: string[]; ms: number; frames: number }

/** Frame after frame until 30 are read, as the app does until everything expected is. */
async function loupe(urls: string[]): Promise<Read> {
  const desk = openDesk();
  const texts = new Set<string>();
  const views = await Promise.all(urls.map(picture));
  await desk.decode(await createImageBitmap(new ImageData(64, 64)), "live"); // the decoder is loaded before the shot
  const start = performance.now();
  let first: string[] = [];
  let frames = 0;
  for (const view of views) {
    const { hits } = await desk.decode(view, "tray");
    frames++;
    for (const { text } of hits) texts.add(text);
    if (frames === 1) first = [...texts];
    if (texts.size >= 30) break;
  }
  const ms = performance.now() - start;
  desk.close();
  return { first, all: [...texts], ms, frames };
}

async function plain(urls: string[]): Promise<Read> {
  await prepareZXingModule({ overrides: { locateFile: () => wasm }, fireImmediately: true });
  const view = await picture(urls[0]!);
  const pen = new OffscreenCanvas(view.width, view.height).getContext("2d", { willReadFrequently: true })!;
  const start = performance.now();
  pen.drawImage(view, 0, 0);
  const colours = pen.getImageData(0, 0, view.width, view.height);
  const found = await readBarcodes(colours, { formats: ["QRCode", "MicroQRCode", "DataMatrix"], maxNumberOfSymbols: 255 });
  const texts = found.map(({ text }) => text);
  return { first: texts, all: texts, ms: performance.now() - start, frames: 1 };
}

Object.assign(globalThis, { readTray: (urls: string[], by: "loupe" | "plain") => (by === "loupe" ? loupe(urls) : plain(urls)) });
