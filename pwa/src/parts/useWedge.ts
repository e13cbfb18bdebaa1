/** Hears a hand scanner from the moment a screen or a sheet is up, always with its newest listener. */
import { useLayoutEffect, useRef } from "preact/hooks";
import { listenWedge } from "../device/wedge";

export function useWedge(onCode: (text: string) => void): void {
  const hear = useRef(onCode);
  hear.current = onCode;
  // With the commit, not after the next painting: a burst that came between would be lost without a word.
  useLayoutEffect(() => listenWedge((text) => hear.current(text)), []);
}
