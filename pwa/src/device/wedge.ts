/** Handheld scanners that type: a burst of keys, faster than any hand, ended by Enter or Tab, is a code; no field needs the focus. */

const GAP_MS = 40; // between two keys of a scanner; people take 80 and more
const SHORTEST = 6;

export interface Key {
  key: string;
  at_ms: number;
}
/** What to do with a key: let it `pass`, `keep` it as part of a burst, or take the `code` that it ends. */
export type Verdict = { kind: "pass" } | { kind: "keep" } | { kind: "code"; text: string };

/** Judges keys one by one; pure but for the burst it remembers. */
export class Burst {
  private text = "";
  private last_ms = Number.NEGATIVE_INFINITY;

  take({ key, at_ms }: Key): Verdict {
    const isFast = at_ms - this.last_ms <= GAP_MS;
    if (key === "Enter" || key === "Tab") return this.end(isFast);
    if (key.length !== 1) return { kind: "pass" }; // Shift and its like come between the letters
    this.text = isFast ? this.text + key : key;
    this.last_ms = at_ms;
    return isFast && this.text.length > 2 ? { kind: "keep" } : { kind: "pass" };
  }

  private end(isFast: boolean): Verdict {
    const text = this.text;
    this.text = "";
    return isFast && text.length >= SHORTEST ? { kind: "code", text } : { kind: "pass" };
  }
}

/** Listens to the whole page. In a text field keys do what they always do; typing there by hand is never taken for a code. */
export function listenWedge(onCode: (text: string) => void): () => void {
  const burst = new Burst();
  const onKey = (event: KeyboardEvent) => {
    if (event.ctrlKey || event.altKey || event.metaKey || event.isComposing || isField(event.target)) return;
    const verdict = burst.take({ key: event.key, at_ms: event.timeStamp });
    if (verdict.kind === "pass") return;
    event.preventDefault(); // else Enter would press the button in focus, Tab would move it
    event.stopPropagation();
    if (verdict.kind === "code") onCode(verdict.text);
  };
  addEventListener("keydown", onKey, { capture: true });
  return () => removeEventListener("keydown", onKey, { capture: true });
}

function isField(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false;
  return target.isContentEditable || target instanceof HTMLTextAreaElement || target instanceof HTMLSelectElement || isTyped(target);
}

function isTyped(target: HTMLElement): boolean {
  return target instanceof HTMLInputElement && !["button", "checkbox", "radio", "range", "submit", "file", "color"].includes(target.type);
}
