/** The drawn picture of a piece, made from its registered facts, so that a person recognises it without a photo. */
import { useId } from "preact/hooks";
import type { SampleRow } from "../core/rows";
import { metalLook, WAX } from "./picture/colours";
import { drawing } from "./picture/pieces";

export function SamplePicture({ sample, size = 56 }: { sample: Pick<SampleRow, "type" | "facts">; size?: number }) {
  const id = useId();
  const look = sample.type === "mock_up" ? WAX : metalLook(sample.facts.metals?.[0]?.metal);
  const Drawing = drawing(sample.type);
  return (
    <svg class="picture" width={size} height={size} viewBox="0 0 100 100" aria-hidden="true">
      <defs>
        <linearGradient id={id} x1="0" y1="0" x2="1" y2="1">
          <stop offset="0" stop-color={look.light} />
          <stop offset="0.42" stop-color={look.mid} />
          <stop offset="0.78" stop-color={look.dark} />
          <stop offset="1" stop-color={look.mid} />
        </linearGradient>
      </defs>
      <Drawing piece={{ look, metal: `url(#${id})`, stones: sample.facts.stones ?? [] }} />
    </svg>
  );
}
