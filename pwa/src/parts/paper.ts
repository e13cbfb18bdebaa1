/** Papers the office makes (PDF, ZIP): asked for, then opened in a tab of their own or kept as a file. */
import { lang } from "../state";

const PATIENCE_MS = 60_000;
const PAPERS = /^(application\/(pdf|zip|vnd\.openxmlformats-officedocument\.spreadsheetml\.sheet)|text\/csv)/;

/** The office's own error where there is one, with the shape `failureWords` reads. */
async function refusal(reply: Response): Promise<unknown> {
  try {
    return { ...((await reply.json()) as object), status: reply.status };
  } catch {
    return { code: "no_answer", status: 0 }; // a page of somebody else's: not the office
  }
}

export async function fetchPaper(path: string, init: RequestInit = {}): Promise<Blob> {
  const reply = await fetch(path, {
    ...init,
    headers: { ...init.headers, "accept-language": lang.value },
    signal: AbortSignal.timeout(PATIENCE_MS),
  }).catch(() => {
    throw { code: "no_answer", status: 0 };
  });
  const type = reply.headers.get("content-type") ?? "";
  if (reply.ok && PAPERS.test(type)) return reply.blob();
  throw await refusal(reply);
}

/** Opens a PDF in a tab; where the browser opens none, the file is downloaded. */
export async function openPaper(path: string, name: string): Promise<void> {
  const tab = name.endsWith(".pdf") ? window.open("", "_blank") : null; // before waiting, or the browser takes it for an advertisement
  try {
    const url = URL.createObjectURL(await fetchPaper(path));
    if (tab) tab.location.href = url;
    else download(url, name);
  } catch (error) {
    tab?.close();
    throw error;
  }
}

function download(url: string, name: string): void {
  const anchor = document.createElement("a");
  anchor.href = url;
  anchor.download = name;
  anchor.click();
  setTimeout(() => URL.revokeObjectURL(url), PATIENCE_MS);
}
