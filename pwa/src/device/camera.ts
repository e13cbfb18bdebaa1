/** The phone's camera: opened, chosen, lit, and let go. */

/** Why there is no camera: `denied` by the person, `none` on this device, `busy` in another app, `insecure` page, `failed` otherwise. */
export type CameraTrouble = "denied" | "none" | "busy" | "insecure" | "failed";
export interface CameraChoice {
  deviceId: string;
  label: string;
}
export interface Zoom {
  min: number;
  max: number;
  step: number;
  value: number;
}

interface Extras {
  torch?: boolean;
  zoom?: { min: number; max: number; step: number };
  focusMode?: string[];
}

/** Opens the camera, the one at the back unless chosen; trouble is a word, never an exception. `fine`: as sharp as it can, for a whole tray. */
export async function openCamera(deviceId?: string, fine = false): Promise<MediaStream | CameraTrouble> {
  if (!navigator.mediaDevices) return "insecure";
  const size = fine ? FINE : QUICK;
  const first = await ask({ ...(deviceId ? { deviceId: { exact: deviceId } } : { facingMode: { ideal: "environment" } }), ...size });
  if (first === "none" && deviceId) return openCamera(undefined, fine); // the chosen camera is gone
  if (typeof first !== "string") await keepFocusing(first);
  return first;
}

const QUICK = { width: { ideal: 1280 }, height: { ideal: 720 } };
const FINE = { width: { ideal: 3840 }, height: { ideal: 2160 }, frameRate: { ideal: 15 } };

async function ask(which: MediaTrackConstraints): Promise<MediaStream | CameraTrouble> {
  const video = { frameRate: { ideal: 30 }, ...which };
  try {
    return await navigator.mediaDevices.getUserMedia({ video, audio: false });
  } catch (error) {
    return troubleOf(error);
  }
}

const TROUBLES: Record<string, CameraTrouble> = {
  NotAllowedError: "denied",
  SecurityError: "denied",
  NotFoundError: "none",
  OverconstrainedError: "none",
  NotReadableError: "busy",
  AbortError: "busy",
};

export function troubleOf(error: unknown): CameraTrouble {
  return (error instanceof Error && TROUBLES[error.name]) || "failed";
}

/** Cameras to choose from; they have names only once one was opened. */
export async function cameras(): Promise<CameraChoice[]> {
  const devices = (await navigator.mediaDevices?.enumerateDevices()) ?? [];
  const cams = devices.filter(({ kind }) => kind === "videoinput");
  return cams.map(({ deviceId, label }, number) => ({ deviceId, label: label || String(number + 1) }));
}

export function trackOf(stream: MediaStream): MediaStreamTrack | null {
  return stream.getVideoTracks()[0] ?? null;
}

export function hasTorch(track: MediaStreamTrack | null): boolean {
  return extras(track).torch === true;
}

export function zoomOf(track: MediaStreamTrack | null): Zoom | null {
  const zoom = extras(track).zoom;
  const value = (track?.getSettings() as { zoom?: number } | undefined)?.zoom;
  return zoom && zoom.max > zoom.min ? { ...zoom, value: value ?? zoom.min } : null;
}

/** Sets what only some cameras have (torch, zoom); false where the camera would not. */
export async function set(track: MediaStreamTrack | null, wish: { torch?: boolean; zoom?: number; focusMode?: string }): Promise<boolean> {
  try {
    await track?.applyConstraints({ advanced: [wish as MediaTrackConstraintSet] });
    return track !== null;
  } catch {
    return false; // it promised more than it does; nothing else depends on it
  }
}

export function close(stream: MediaStream): void {
  for (const track of stream.getTracks()) track.stop();
}

async function keepFocusing(stream: MediaStream): Promise<void> {
  const track = trackOf(stream);
  if (extras(track).focusMode?.includes("continuous")) await set(track, { focusMode: "continuous" });
}

function extras(track: MediaStreamTrack | null): Extras {
  return (track?.getCapabilities?.() as Extras | undefined) ?? {};
}
