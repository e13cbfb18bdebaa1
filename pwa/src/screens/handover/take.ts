/** The taker's side of a handover: codes scanned off the giver's screen, put together, then taken over as one fact for each piece. */
import { batch, signal } from "@preact/signals";
import { type Given, type GivenPart, joinGiven, readGive, takeDrafts } from "../../core/give";
import { feel } from "../../device/feel";
import { record } from "../../device/outbox";
import { sampleView } from "../../device/rows_store";
import { person } from "../../state";

/** `missing`: codes of this handover not scanned yet. */
export interface Offer {
  given: Given;
  missing: number;
}

export const offer = signal<Offer | "unreadable" | null>(null);
let parts: GivenPart[] = [];
const over = new Set<string>(); // taken or refused here: the same code still in view asks nothing again

export function hearGiven(text: string): void {
  const part = readGive(text);
  if (!part) {
    offer.value = "unreadable";
    feel("refused");
    return;
  }
  if (over.has(part.pair)) return;
  const isOther = parts[0] !== undefined && parts[0].pair !== part.pair;
  if (isOther) parts = [];
  if (parts.some((one) => one.part === part.part)) return;
  parts = [...parts, part];
  const whole = joinGiven(parts);
  const samples = [...new Set(parts.flatMap((one) => one.samples))];
  offer.value = { given: whole ?? { pair: part.pair, from: part.from, samples }, missing: whole ? 0 : part.parts - parts.length };
  feel(whole ? "stored" : "again");
}

/** Resolves when the taking over is durable on this phone. */
export async function takeOver(given: Given): Promise<void> {
  const me = person.value?.id ?? "";
  await record(takeDrafts(given, me, (sample) => sampleView(sample)?.slip ?? null));
  feel("stored");
  close(given.pair);
}

export function close(pair?: string): void {
  batch(() => {
    if (pair) over.add(pair);
    parts = [];
    offer.value = null;
  });
}

/** Not taken now; scanned once more it is offered again. */
export const later = (): void => close();
