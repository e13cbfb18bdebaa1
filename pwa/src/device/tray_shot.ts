/** The picture of a whole tray: a few frames of the sharpest video the camera gives, read one after the other and put together. */
import { type Lying, together } from "../core/tray_view";
import { type CameraTrouble, close, openCamera } from "./camera";
import { openDesk } from "./decode_desk";
import type { Box } from "./decode_words";
import { eachFrame } from "./scanner_frames";

const FRAMES = 4;
const LONGEST_MS = 3_500;

/** `picture`: the frame that shows most, as an address to be given back with `URL.revokeObjectURL`. */
export interface TrayShot {
  picture: string;
  width: number;
  height: number;
  lying: Lying[];
  unread: Box[];
  ms: number;
}
export interface TrayCamera {
  trouble: CameraTrouble | null;
  /** Takes it; `isAll` ends it early, `onRead` hears how many codes it has so far. */
  shoot(isAll: (texts: ReadonlySet<string>) => boolean, onRead: (n: number) => void): Promise<TrayShot>;
  stop(): void;
}

export async function openTrayCamera(video: HTMLVideoElement): Promise<TrayCamera> {
  const stream = await openCamera(localStorage.getItem("camera") ?? undefined, true);
  if (typeof stream === "string") return { trouble: stream, shoot: () => Promise.reject(new Error(stream)), stop: () => undefined };
  Object.assign(video, { srcObject: stream, muted: true, playsInline: true });
  await video.play().catch(() => undefined); // the page is hidden: it plays by itself when it can
  const desk = openDesk();
  return {
    trouble: null,
    shoot: (isAll, onRead) => shoot(video, desk, isAll, onRead),
    stop: () => {
      desk.close();
      close(stream);
      video.srcObject = null;
    },
  };
}

interface Taken {
  view: ImageBitmap;
  lying: Lying[];
  unread: Box[];
}

async function shoot(
  video: HTMLVideoElement,
  desk: ReturnType<typeof openDesk>,
  isAll: (texts: ReadonlySet<string>) => boolean,
  onRead: (n: number) => void,
): Promise<TrayShot> {
  const start = performance.now();
  const taken: Taken[] = [];
  const texts = new Set<string>();
  await new Promise<void>((done, fail) => {
    const end = eachFrame(video, async (frame) => {
      const view = await createImageBitmap(frame);
      const { hits, unread = [], failed } = await desk.decode(frame, "tray");
      if (failed) {
        end();
        return fail(new Error(failed));
      }
      taken.push({ view, lying: hits, unread });
      for (const { text } of hits) texts.add(text);
      onRead(texts.size);
      if (taken.length < FRAMES && performance.now() - start < LONGEST_MS && !isAll(texts)) return;
      end();
      done();
    });
  });
  return put(taken, performance.now() - start);
}

async function put(taken: readonly Taken[], ms: number): Promise<TrayShot> {
  const { base, lying } = together(taken.map((one) => one.lying));
  const { view, unread } = taken[base] as Taken;
  const { width, height } = view;
  const canvas = new OffscreenCanvas(width, height);
  canvas.getContext("2d")?.drawImage(view, 0, 0);
  const picture = URL.createObjectURL(await canvas.convertToBlob({ type: "image/jpeg", quality: 0.85 }));
  for (const one of taken) one.view.close();
  // What another frame read at that spot is no riddle any more.
  const isRead = ({ left, top, right, bottom }: Box) =>
    lying.some(({ corners }) => {
      const x = corners.reduce((sum, corner) => sum + corner.x, 0) / corners.length;
      const y = corners.reduce((sum, corner) => sum + corner.y, 0) / corners.length;
      return x >= left && x <= right && y >= top && y <= bottom;
    });
  return { picture, width, height, lying, unread: unread.filter((box) => !isRead(box)), ms };
}
