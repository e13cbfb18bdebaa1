/** Asks the office for a sheet of labels and opens the PDF in a tab of its own. */
import type { Lang } from "../../core/rows";
import { give } from "../outbox/acts";

export interface Job {
  samples: string[];
  places: string[];
  codes: string[];
  layout: "a4" | "dumbbell";
  symbol: "qr" | "datamatrix";
  lang: Lang;
}

const PATIENCE_MS = 60_000;

export async function print(job: Job): Promise<void> {
  const tab = window.open("", "_blank"); // before waiting, or the browser takes it for an advertisement
  try {
    const pdf = await ask(job);
    if (!tab) return give(new File([pdf], "labels.pdf", { type: "application/pdf" }));
    tab.location.href = URL.createObjectURL(pdf);
  } catch (error) {
    tab?.close();
    throw error;
  }
}

async function ask(job: Job): Promise<Blob> {
  const reply = await fetch("/api/labels", {
    method: "POST",
    headers: { "content-type": "application/json", "accept-language": job.lang },
    body: JSON.stringify(job),
    signal: AbortSignal.timeout(PATIENCE_MS),
  });
  if (reply.ok && reply.headers.get("content-type")?.startsWith("application/pdf")) return reply.blob();
  throw await refusal(reply);
}

/** The office's own error where there is one, with the shape `failureWords` reads. */
async function refusal(reply: Response): Promise<unknown> {
  try {
    return { ...((await reply.json()) as object), status: reply.status };
  } catch {
    return { code: "offline", status: 0 }; // a page of somebody else's: not the office
  }
}
