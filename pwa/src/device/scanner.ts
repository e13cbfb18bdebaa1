/** The scanner: a camera, its picture in a video element, and every tag that comes into view told once. */
import { type CameraChoice, type CameraTrouble, cameras, close, hasTorch, openCamera, set, trackOf, type Zoom, zoomOf } from "./camera";
import { type DecodeDesk, type Hit, openDesk } from "./decode_desk";
import { host } from "./host";
import { eachFrame } from "./scanner_frames";
import { news, type Seen } from "./scanner_seen";

/** When a camera last opened, in localStorage. */
export const CAMERA_USED = "loupe.camera_ms";
export type { CameraChoice, CameraTrouble, Hit, Zoom };
export interface ScannerOptions {
  deviceId?: string;
  /** `glass`: another phone's screen, whose code is another one at every look. */
  effort?: "live" | "glass";
  /** Every hit of every frame, for drawing over the video. */
  onView?: (hits: Hit[], frame: { width: number; height: number; ms: number }) => void;
  /** The camera was taken away (another app, unplugged), or the decoder cannot start. */
  onTrouble?: (trouble: CameraTrouble) => void;
}
/** With `trouble` nothing runs, and all its calls are harmless. */
export interface Scanner {
  trouble: CameraTrouble | null;
  hasTorch: boolean;
  zoom: Zoom | null;
  torch(on: boolean): Promise<boolean>;
  setZoom(value: number): Promise<boolean>;
  cameras(): Promise<CameraChoice[]>;
  stop(): void;
}

/** Starts the camera; `onCodes` gets the tags that are new in view, several at once when they come at once. Never rejects. */
export async function startScanner(
  video: HTMLVideoElement,
  onCodes: (hits: Hit[]) => void,
  options: ScannerOptions = {},
): Promise<Scanner> {
  const desk = openDesk(); // the decoder loads while the person is asked for the camera
  const stream = await openCamera(options.deviceId);
  if (typeof stream === "string") {
    desk.close();
    return idle(stream);
  }
  await play(video, stream);
  host.kept?.setItem(CAMERA_USED, String(Math.floor(host.now_ms())));
  const endFrames = watch(video, desk, onCodes, options);
  const track = trackOf(stream);
  track?.addEventListener("ended", () => options.onTrouble?.("busy"));
  return {
    trouble: null,
    hasTorch: hasTorch(track),
    zoom: zoomOf(track),
    cameras,
    torch: (on) => set(track, { torch: on }),
    setZoom: (value) => set(track, { zoom: value }),
    stop: () => {
      endFrames();
      desk.close();
      close(stream);
      if (video.srcObject === stream) video.srcObject = null;
    },
  };
}

function idle(trouble: CameraTrouble): Scanner {
  const no = async () => false;
  return { trouble, hasTorch: false, zoom: null, torch: no, setZoom: no, cameras, stop: () => undefined };
}

async function play(video: HTMLVideoElement, stream: MediaStream): Promise<void> {
  Object.assign(video, { srcObject: stream, muted: true, playsInline: true });
  try {
    await video.play();
  } catch {
    return; // stopped before it began, or the page is hidden: it plays by itself when it can
  }
}

function watch(video: HTMLVideoElement, desk: DecodeDesk, onCodes: (hits: Hit[]) => void, options: ScannerOptions): () => void {
  const seen: Seen = new Map();
  return eachFrame(video, async (frame) => {
    const size = { width: video.videoWidth, height: video.videoHeight };
    const { hits, ms, failed } = await desk.decode(frame, options.effort ?? "live");
    if (failed) options.onTrouble?.("failed");
    options.onView?.(hits, { ...size, ms });
    const fresh = news(seen, hits, performance.now());
    if (fresh.length > 0) onCodes(fresh);
  });
}
