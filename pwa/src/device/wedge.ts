/** Handheld scanners that type: a burst of keys, faster than any hand, ended by Enter or Tab or by silence, is a code; no field needs the focus. */

const GAP_MS = 40; // between two keys of a scanner; people take 80 and more
/** A scanner whose radio stutters within a code, or a phone that stood still: by now it is known that no hand types here. */
const STALL_MS = 400;
const KNOWN = 3; // keys one after another that no hand strikes so fast
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
    const goesOn = at_ms - this.last_ms <= (this.isKnown ? STALL_MS : GAP_MS);
    if (key === "Enter" || key === "Tab") return goesOn ? this.end() : this.drop();
    if (key.length !== 1) return { kind: "pass" }; // Shift and its like come between the letters
    this.text = goesOn ? this.text + key : key;
    this.last_ms = at_ms;
    return this.isKnown ? { kind: "keep" } : { kind: "pass" };
  }

  /** Silence for `STALL_MS`: a scanner that sends no Enter has said all it had to say. */
  rest(): Verdict {
    return this.end();
  }

  get isKnown(): boolean {
    return this.text.length >= KNOWN;
  }

  private end(): Verdict {
    const { text } = this;
    this.text = "";
    return text.length >= SHORTEST ? { kind: "code", text } : { kind: "pass" };
  }

  private drop(): Verdict {
    this.text = "";
    return { kind: "pass" };
  }
}

/** Listens to the whole page. In a text field keys do what they always do; typing there by hand is never taken for a code. */
export function listenWedge(onCode: (text: string) => void): () => void {
  const burst = new Burst();
  let silence: ReturnType<typeof setTimeout> | undefined;
  const tell = (verdict: Verdict) => verdict.kind === "code" && onCode(verdict.text);
  const onKey = (event: KeyboardEvent) => {
    if (event.repeat || event.ctrlKey || event.altKey || event.metaKey || event.isComposing || isField(event.target)) return;
    const verdict = burst.take({ key: event.key, at_ms: event.timeStamp });
    clearTimeout(silence);
    if (burst.isKnown) silence = setTimeout(() => tell(burst.rest()), STALL_MS);
    if (verdict.kind === "pass") return;
    event.preventDefault(); // else Enter would press the button in focus, Tab would move it
    event.stopPropagation();
    tell(verdict);
  };
  addEventListener("keydown", onKey, { capture: true });
  return () => {
    clearTimeout(silence);
    removeEventListener("keydown", onKey, { capture: true });
  };
}

function isField(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false;
  return target.isContentEditable || target instanceof HTMLTextAreaElement || target instanceof HTMLSelectElement || isTyped(target);
}

function isTyped(target: HTMLElement): boolean {
  return target instanceof HTMLInputElement && !["button", "checkbox", "radio", "range", "submit", "file", "color"].includes(target.type);
}
