/** The bench page: reads scenes with one reader, and times the scanner on the fake camera. */
import { startScanner } from "../../pwa/src/device/scanner";
import { type Reader, READERS } from "./readers";

const WIDTH = 1280;
const HEIGHT = 720;

/** A frame as a camera gives it: brightness first, then colours at half size. */
async function shot(url: string): Promise<VideoFrame> {
  const luma = new Uint8Array(await (await fetch(url)).arrayBuffer());
  const bytes = new Uint8Array(luma.length * 1.5).fill(128);
  bytes.set(luma);
  return new VideoFrame(bytes, { format: "I420", codedWidth: WIDTH, codedHeight: HEIGHT, timestamp: 0 });
}

function blank(): VideoFrame {
  return new VideoFrame(new Uint8Array(64 * 64 * 1.5).fill(128), { format: "I420", codedWidth: 64, codedHeight: 64, timestamp: 0 });
}

async function readShots(reader: Reader, urls: string[]): Promise<{ codes: string[][]; ms: number[] }> {
  const result = { codes: [] as string[][], ms: [] as number[] };
  for (const frame of await Promise.all(urls.map(shot))) {
    const start = performance.now();
    result.codes.push(await reader.read(frame));
    result.ms.push(performance.now() - start);
    frame.close();
  }
  return result;
}

/** The codes and milliseconds of each shot of each scene, by one reader that is warm; between two scenes it forgets what it saw. */
async function readScenes(name: string, scenes: string[][]): Promise<{ codes: string[][]; ms: number[] }[]> {
  const reader = await READERS[name]!();
  for (const urls of scenes.slice(0, 12)) await readShots(reader, urls.slice(0, 2));
  const results = [];
  for (const urls of scenes) {
    for (let n = 0; n < 20; n++) await reader.read(blank());
    results.push(await readShots(reader, urls));
  }
  reader.close();
  return results;
}

/** Milliseconds from the first shown frame that has the white mark in its corner to the code being told, for `seconds`. */
async function timeScanner(seconds: number): Promise<{ waits: number[]; decode: number[]; format: string | null; trouble: string | null; missed: number }> {
  const video = document.querySelector("video")!;
  const pen = new OffscreenCanvas(8, 8).getContext("2d", { willReadFrequently: true })!;
  const waits: number[] = [];
  const decode: number[] = [];
  let since: number | null = null;
  let wasMarked = true; // the first round may have begun before we looked
  let missed = 0;
  let format: string | null = null;
  const onCodes = () => {
    if (since !== null) waits.push(performance.now() - since);
    since = null;
  };
  const scanner = await startScanner(video, onCodes, { onView: (_hits, { ms }) => decode.push(ms) });
  const watch = (now: number) => {
    pen.drawImage(video, 0, 0, 16, 16, 0, 0, 8, 8);
    const isMarked = pen.getImageData(4, 4, 1, 1).data[0]! > 190;
    if (isMarked && !wasMarked) since = now;
    if (!isMarked && wasMarked && since !== null) {
      missed++;
      since = null;
    }
    wasMarked = isMarked;
    video.requestVideoFrameCallback(watch);
  };
  video.requestVideoFrameCallback(watch);
  await new Promise((resolve) => setTimeout(resolve, 300));
  const frame = new VideoFrame(video);
  format = frame.format;
  frame.close();
  await new Promise((resolve) => setTimeout(resolve, seconds * 1000));
  scanner.stop();
  return { waits, decode, format, trouble: scanner.trouble, missed };
}

Object.assign(globalThis, { readScenes, timeScanner });
