/** Takes frames off a playing video as they are shown, one in flight at a time: a slow phone skips frames, it never queues them. */

/** Calls `take` with a frame to own and close; waits for it before taking the next. Returns what ends it. */
export function eachFrame(video: HTMLVideoElement, take: (frame: VideoFrame | ImageBitmap) => Promise<void>): () => void {
  let isOver = false;
  let cancel: () => void = () => undefined;
  const next = () => {
    if (!isOver) cancel = onNextFrame(video, () => void step());
  };
  const step = async () => {
    const frame = await grab(video);
    if (isOver) frame?.close();
    else if (frame) await take(frame);
    next();
  };
  next();
  return () => {
    isOver = true;
    cancel();
  };
}

function onNextFrame(video: HTMLVideoElement, then: () => void): () => void {
  if ("requestVideoFrameCallback" in video) {
    const id = video.requestVideoFrameCallback(then);
    return () => video.cancelVideoFrameCallback(id);
  }
  const id = requestAnimationFrame(then);
  return () => cancelAnimationFrame(id);
}

/** The frame now shown, without copying it where the browser has VideoFrame; null while the video has none. */
async function grab(video: HTMLVideoElement): Promise<VideoFrame | ImageBitmap | null> {
  if (video.readyState < HTMLMediaElement.HAVE_CURRENT_DATA) return null;
  try {
    return typeof VideoFrame === "function" ? new VideoFrame(video) : await createImageBitmap(video);
  } catch {
    return null; // the track ended between two frames; the next one tells
  }
}
