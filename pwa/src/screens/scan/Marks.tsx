/** Corners around each tag the camera reads, in the colour of what became of it. */
import { signal } from "@preact/signals";
import { readTag } from "../../core/tag";
import type { Hit } from "../../device/scanner";
import { basket, latest } from "./run";

const LINGER_MS = 350;
const seen = signal<{ width: number; height: number; hits: Hit[] }>({ width: 1, height: 1, hits: [] });
let fade: ReturnType<typeof setTimeout> | undefined;

export function showMarks(hits: Hit[], { width, height }: { width: number; height: number }): void {
  if (hits.length === 0) return; // one frame read in vain does not make the marks flicker
  seen.value = { width, height, hits };
  clearTimeout(fade);
  fade = setTimeout(() => {
    seen.value = { ...seen.value, hits: [] };
  }, LINGER_MS);
}

export function Marks({ toneOf }: { toneOf: (text: string) => string }) {
  const { width, height, hits } = seen.value;
  return (
    <svg class="marks" viewBox={`0 0 ${width} ${height}`} preserveAspectRatio="xMidYMid slice" aria-hidden="true">
      {hits.map((hit) => (
        <polygon key={hit.text} class={toneOf(hit.text)} points={hit.corners.map(({ x, y }) => `${x},${y}`).join(" ")} />
      ))}
    </svg>
  );
}

/** What became of a code in the basket of the Scan screen. */
export function outcomeOf(text: string): string {
  const code = readTag(text);
  const row = basket.value.find((taken) => taken.code !== null && taken.code === code && !taken.undone);
  if (row) return row.outcome;
  const news = latest.value;
  return news && "outcome" in news && news.text === text ? news.outcome : "again";
}
