/** Grey pictures from what the browser hands over: camera frames without touching their colours where they allow it. */
import type { Grey } from "./decode_grey";

const LUMA_FIRST = new Set(["I420", "I420A", "I422", "I444", "NV12"]);

/** Grey levels of a camera frame or a picture. The caller closes it. */
export async function greyOf(source: VideoFrame | ImageBitmap): Promise<Grey> {
  if ("codedWidth" in source && isPlain(source)) return lumaOf(source);
  return paintedGrey(source);
}

function isPlain(frame: VideoFrame): boolean {
  const turned = "rotation" in frame && frame.rotation !== 0;
  return !turned && frame.format !== null && LUMA_FIRST.has(frame.format);
}

/** A camera frame comes as brightness first and colours after: the brightness plane is the picture. */
async function lumaOf(frame: VideoFrame): Promise<Grey> {
  const { width, height } = frame.visibleRect ?? { width: frame.codedWidth, height: frame.codedHeight };
  const bytes = new Uint8Array(frame.allocationSize());
  const [luma] = await frame.copyTo(bytes);
  const { offset, stride } = luma!;
  if (stride === width) return { pixels: bytes.subarray(offset, offset + width * height), width, height };
  const pixels = new Uint8Array(width * height);
  for (let y = 0; y < height; y++) pixels.set(bytes.subarray(offset + y * stride, offset + y * stride + width), y * width);
  return { pixels, width, height };
}

function paintedGrey(source: VideoFrame | ImageBitmap): Grey {
  const width = "codedWidth" in source ? source.displayWidth : source.width;
  const height = "codedWidth" in source ? source.displayHeight : source.height;
  const canvas = new OffscreenCanvas(width, height).getContext("2d", { willReadFrequently: true });
  if (!canvas) throw new Error("no canvas to read the picture from");
  canvas.drawImage(source, 0, 0);
  return { pixels: greyFrom(canvas.getImageData(0, 0, width, height).data), width, height };
}

/** Red, green, blue, alpha to grey, as BT.601 weighs them. */
export function greyFrom(colours: Uint8ClampedArray): Uint8Array {
  const pixels = new Uint8Array(colours.length >> 2);
  for (let at = 0, from = 0; at < pixels.length; at++, from += 4) {
    pixels[at] = (colours[from]! * 77 + colours[from + 1]! * 150 + colours[from + 2]! * 29) >> 8;
  }
  return pixels;
}
