/** A photo as it is kept: drawn anew, smaller, so that nothing of the file's own notes (place, time, camera) is left in it. */

export interface Shrunk {
  full: Blob;
  thumb: Blob;
}
export type PhotoKind = "photo" | "signature";

const LONGEST = 1_600;
const THUMB = 320;
const QUALITY = 0.8;
const THUMB_QUALITY = 0.7;

type Canvas = OffscreenCanvas | HTMLCanvasElement;

function canvasOf(width: number, height: number): Canvas {
  if (typeof OffscreenCanvas !== "undefined") return new OffscreenCanvas(width, height);
  const canvas = document.createElement("canvas");
  canvas.width = width;
  canvas.height = height;
  return canvas;
}

/** A JPEG has no transparency: it is drawn on white. */
function draw(picture: ImageBitmap, longest: number, kind: PhotoKind): Canvas {
  const scale = Math.min(1, longest / Math.max(picture.width, picture.height));
  const width = Math.max(1, Math.round(picture.width * scale));
  const height = Math.max(1, Math.round(picture.height * scale));
  const canvas = canvasOf(width, height);
  const pen = canvas.getContext("2d") as OffscreenCanvasRenderingContext2D | CanvasRenderingContext2D | null;
  if (!pen) throw new Error("no canvas to draw on");
  if (kind === "photo") {
    pen.fillStyle = "#fff";
    pen.fillRect(0, 0, width, height);
  }
  pen.imageSmoothingQuality = "high";
  pen.drawImage(picture, 0, 0, width, height);
  return canvas;
}

function encode(canvas: Canvas, type: string, quality: number): Promise<Blob> {
  if (!("toBlob" in canvas)) return canvas.convertToBlob({ type, quality });
  return new Promise((resolve, reject) =>
    canvas.toBlob((blob) => (blob ? resolve(blob) : reject(new Error("the canvas gave nothing"))), type, quality),
  );
}

/** Turned as it was taken. Throws where the file is no picture this browser knows. */
export async function shrink(file: Blob, kind: PhotoKind): Promise<Shrunk> {
  const picture = await createImageBitmap(file, { imageOrientation: "from-image" });
  const type = kind === "signature" ? "image/png" : "image/jpeg";
  try {
    const full = await encode(draw(picture, LONGEST, kind), type, QUALITY);
    const thumb = await encode(draw(picture, THUMB, kind), type, THUMB_QUALITY);
    return { full, thumb };
  } finally {
    picture.close();
  }
}
