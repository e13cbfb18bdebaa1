/** The time of day as a signal, so that ages on the screen go on counting. */
import { signal } from "@preact/signals";

export const now = signal(Date.now());

setInterval(() => {
  now.value = Date.now();
}, 5_000);
