/** The picture of a piece: its first photo, else drawn from its registered facts, so that a person recognises it all the same. */
import { render } from "preact";
import { useId, useLayoutEffect, useRef } from "preact/hooks";
import type { SampleRow, Stone } from "../core/rows";
import { usePhoto } from "./Photo";
import { type MetalLook, metalLook, WAX } from "./picture/colours";
import { drawing } from "./picture/pieces";

type Pictured = Pick<SampleRow, "type" | "facts"> & { photos?: readonly string[] };

export function SamplePicture({ sample, size = 56 }: { sample: Pictured; size?: number }) {
  const photo = sample.photos?.[0];
  return photo ? <Photographed sample={sample} size={size} photo={photo} /> : <Drawn sample={sample} size={size} />;
}

const LARGE = 160; // from here on a thumbnail would be seen to be one

function Photographed({ sample, size, photo }: { sample: Pictured; size: number; photo: string }) {
  const url = usePhoto(photo, size >= LARGE ? "full" : "thumb");
  if (!url) return <Drawn sample={sample} size={size} />;
  return <img class="picture photographed" src={url} alt="" width={size} height={size} decoding="async" />;
}

/** What has been drawn before is copied: making forty shapes one by one for each line would hold up every letter typed over a list. */
const drawings = new Map<string, SVGElement>();

const keyOf = ({ type, facts }: Pictured): string => JSON.stringify([type, facts.metals?.[0]?.metal, facts.stones]);

/** Not to be asked for while something else is being rendered. */
function drawingOf(key: string, { type, facts }: Pictured): SVGElement {
  const metal = facts.metals?.[0]?.metal;
  const known = drawings.get(key);
  if (known) return known;
  const host = document.createElementNS("http://www.w3.org/2000/svg", "svg");
  render(<Shapes type={type} look={type === "mock_up" ? WAX : metalLook(metal)} stones={facts.stones ?? []} />, host);
  if (drawings.size >= MOST_DRAWINGS) drawings.clear();
  drawings.set(key, host);
  return host;
}
const MOST_DRAWINGS = 1_000;
const METAL = "metal";

/** With a gradient of its own: one borrowed from a picture that is not shown paints nothing. */
function copyOf(drawn: SVGElement, id: string): Iterable<Element> {
  const copy = drawn.cloneNode(true) as SVGElement;
  copy.querySelector("linearGradient")?.setAttribute("id", id);
  for (const name of ["fill", "stroke"]) {
    for (const shape of copy.querySelectorAll(`[${name}="url(#${METAL})"]`)) shape.setAttribute(name, `url(#${id})`);
  }
  return copy.children;
}

function Drawn({ sample, size }: { sample: Pictured; size: number }) {
  const key = keyOf(sample);
  const copy = useRef<SVGSVGElement>(null);
  const id = useId();
  useLayoutEffect(() => copy.current?.replaceChildren(...copyOf(drawingOf(key, sample), id)), [key, id]);
  return <svg ref={copy} class="picture" width={size} height={size} viewBox="0 0 100 100" aria-hidden="true" />;
}

interface Shaped {
  type: string | null;
  look: MetalLook;
  stones: Stone[];
}

function Shapes({ type, look, stones }: Shaped) {
  const Drawing = drawing(type);
  return (
    <>
      <defs>
        <linearGradient id={METAL} x1="0" y1="0" x2="1" y2="1">
          <stop offset="0" stop-color={look.light} />
          <stop offset="0.42" stop-color={look.mid} />
          <stop offset="0.78" stop-color={look.dark} />
          <stop offset="1" stop-color={look.mid} />
        </linearGradient>
      </defs>
      <Drawing piece={{ look, metal: `url(#${METAL})`, stones }} />
    </>
  );
}
