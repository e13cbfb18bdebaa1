/** A long list of equal rows of which only those in sight are in the page: 20,000 samples scroll like 20. */
import type { ComponentChildren } from "preact";
import { useEffect, useRef, useState } from "preact/hooks";

const SPARE = 6;

interface Props<T> {
  items: readonly T[];
  height: number;
  idOf: (item: T) => string;
  render: (item: T) => ComponentChildren;
  label: string;
}

export function VirtualList<T>({ items, height, idOf, render, label }: Props<T>) {
  const list = useRef<HTMLUListElement>(null);
  const [range, setRange] = useState({ from: 0, to: 24 });
  useEffect(() => watchScroll(() => list.current && setRange(inSight(list.current, height))), [height]);
  const from = Math.max(0, Math.min(range.from, items.length - 1));
  const shown = items.slice(from, range.to);
  return (
    <ul ref={list} class="virtual" aria-label={label} style={{ height: `${items.length * height}px` }}>
      {shown.map((item, i) => (
        <li
          key={idOf(item)}
          style={{ height: `${height}px`, transform: `translateY(${(from + i) * height}px)` }}
          aria-setsize={items.length}
          aria-posinset={from + i + 1}
        >
          {render(item)}
        </li>
      ))}
    </ul>
  );
}

function inSight(list: HTMLElement, height: number): { from: number; to: number } {
  const above = -list.getBoundingClientRect().top;
  return { from: Math.max(0, Math.floor(above / height) - SPARE), to: Math.ceil((above + innerHeight) / height) + SPARE };
}

function watchScroll(look: () => void): () => void {
  let frame = 0;
  const later = () => {
    cancelAnimationFrame(frame);
    frame = requestAnimationFrame(look);
  };
  later();
  addEventListener("scroll", later, { passive: true, capture: true });
  addEventListener("resize", later);
  return () => {
    cancelAnimationFrame(frame);
    removeEventListener("scroll", later, { capture: true });
    removeEventListener("resize", later);
  };
}
