/** Hears a hand scanner while a screen or a sheet is up, always with its newest listener. */
import { useEffect, useRef } from "preact/hooks";
import { listenWedge } from "../device/wedge";

export function useWedge(onCode: (text: string) => void): void {
  const hear = useRef(onCode);
  hear.current = onCode;
  useEffect(() => listenWedge((text) => hear.current(text)), []);
}
