/** Tags in a photo file: for phones whose camera a page may not use, and for pictures sent by others. */
import { type Hit, openDesk } from "./decode_desk";

/** All tags found, at full resolution; `unreadable` when the file is no picture this browser knows. */
export async function readPhoto(file: Blob): Promise<Hit[] | "unreadable"> {
  const desk = openDesk();
  try {
    const picture = await createImageBitmap(file);
    const { hits, failed } = await desk.decode(picture, "still");
    return failed ? "unreadable" : hits;
  } catch {
    return "unreadable"; // createImageBitmap says so by throwing
  } finally {
    desk.close();
  }
}
