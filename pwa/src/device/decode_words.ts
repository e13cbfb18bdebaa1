/** What the page and the decoding worker say to each other. */
import type { Hit } from "./decode";

/**
 * `live` frames share one memory and one time limit each; a `still` is read with all means; `tray` frames are of one tray full of tags;
 * on `glass` is one large clean code, and the next is due.
 */
export interface Ask {
  id: number;
  picture: VideoFrame | ImageBitmap;
  effort: "live" | "still" | "tray" | "glass";
}
export interface Box {
  left: number;
  top: number;
  right: number;
  bottom: number;
}
/** `failed` says why a picture could not be read; the worker lives on. */
export interface Told {
  id: number;
  hits: Hit[];
  /** Of a tray: what looks like the tags that were read, and was not. */
  unread?: Box[];
  ms: number;
  failed: string | null;
}
