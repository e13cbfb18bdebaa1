/** What the page and the decoding worker say to each other. */
import type { Hit } from "./decode";

/** `live` frames share one memory and one time limit each; a `still` is read with all means. */
export interface Ask {
  id: number;
  picture: VideoFrame | ImageBitmap;
  effort: "live" | "still";
}
/** `failed` says why a picture could not be read; the worker lives on. */
export interface Told {
  id: number;
  hits: Hit[];
  ms: number;
  failed: string | null;
}
