/** The readers under test, each as one function: a camera frame in, the codes it read out. */
import { Html5Qrcode, Html5QrcodeSupportedFormats } from "html5-qrcode";
import jsQR from "jsqr";
import QrScanner from "qr-scanner";
import { prepareZXingModule, readBarcodes } from "../../pwa/node_modules/zxing-wasm/dist/es/reader/index.js";
import wasm from "../../pwa/node_modules/zxing-wasm/dist/reader/zxing_reader.wasm?url";
import { openDesk } from "../../pwa/src/device/decode_desk";

export interface Reader { read(frame: VideoFrame): Promise<string[]>; close(): void }
type Open = () => Promise<Reader>;

const canvas = document.createElement("canvas");
const pen = canvas.getContext("2d", { willReadFrequently: true })!;

function paint(frame: VideoFrame): HTMLCanvasElement {
  canvas.width = frame.displayWidth;
  canvas.height = frame.displayHeight;
  pen.drawImage(frame, 0, 0);
  return canvas;
}

function colours(frame: VideoFrame): ImageData {
  paint(frame);
  return pen.getImageData(0, 0, canvas.width, canvas.height);
}

async function loupe(): Promise<Reader> {
  const desk = openDesk();
  const read = async (frame: VideoFrame) => {
    const { hits, failed } = await desk.decode(frame.clone(), "live");
    if (failed) throw new Error(failed);
    return hits.map(({ text }) => text);
  };
  return { read, close: () => desk.close() };
}

/** What our reader is built on, as it comes: its default options on the whole frame. */
async function zxing(): Promise<Reader> {
  await prepareZXingModule({ overrides: { locateFile: () => wasm }, fireImmediately: true });
  const formats = ["QRCode", "MicroQRCode", "DataMatrix"] as const;
  return { read: async (frame) => (await readBarcodes(colours(frame), { formats: [...formats] })).map(({ text }) => text), close: () => {} };
}

async function jsqr(): Promise<Reader> {
  const read = async (frame: VideoFrame) => {
    const { data, width, height } = colours(frame);
    const found = jsQR(data, width, height);
    return found ? [found.data] : [];
  };
  return { read, close: () => {} };
}

/** jsQR gives one code a look: here it looks again, what it read painted over, until it finds no more. */
async function jsqrAgain(): Promise<Reader> {
  const read = async (frame: VideoFrame) => {
    const codes: string[] = [];
    paint(frame);
    for (let look = 0; look < 21; look++) {
      const found = jsQR(pen.getImageData(0, 0, canvas.width, canvas.height).data, canvas.width, canvas.height);
      if (!found) break;
      codes.push(found.data);
      const { topLeftCorner: a, topRightCorner: b, bottomRightCorner: c, bottomLeftCorner: d } = found.location;
      pen.beginPath();
      for (const { x, y } of [a, b, c, d]) pen.lineTo(x, y);
      pen.fill();
    }
    return codes;
  };
  return { read, close: () => {} };
}

/** Its whole-frame call; its live view would first cut out the middle and shrink it to 400 pixels. */
async function qrScanner(): Promise<Reader> {
  const engine = await QrScanner.createQrEngine();
  const work = document.createElement("canvas");
  const read = async (frame: VideoFrame) => {
    try {
      const found = await QrScanner.scanImage(paint(frame), { qrEngine: engine, canvas: work, returnDetailedScanResult: true });
      return [found.data];
    } catch {
      return []; // its way of saying that there is no code
    }
  };
  return { read, close: () => engine instanceof Worker && engine.terminate() };
}

interface Shim { decodeAsync(canvas: HTMLCanvasElement): Promise<{ text: string }> }

/** What its live view calls, on the whole frame; the view itself would first shrink it to the size of an element. */
async function html5Qrcode(): Promise<Reader> {
  const formatsToSupport = [Html5QrcodeSupportedFormats.QR_CODE, Html5QrcodeSupportedFormats.DATA_MATRIX];
  const whole = new Html5Qrcode("html5", { formatsToSupport, useBarCodeDetectorIfSupported: false, verbose: false });
  const { qrcode } = whole as unknown as { qrcode: Shim };
  const read = async (frame: VideoFrame) => {
    try {
      return [(await qrcode.decodeAsync(paint(frame))).text];
    } catch {
      return [];
    }
  };
  return { read, close: () => {} };
}

export const READERS: Record<string, Open> = {
  loupe, "zxing-wasm as it comes": zxing, jsQR: jsqr, "jsQR, again and again": jsqrAgain, "qr-scanner": qrScanner, "html5-qrcode": html5Qrcode,
};
