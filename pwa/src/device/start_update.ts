/** A new version of the app waits until the person says so: an update never takes the page away under a scan. */
import { update } from "../state";

const LOOK_MS = 60 * 60_000;

/** Registers the service worker and tells `update` when another one waits. */
export function watchUpdates(): void {
  const worker = globalThis.navigator?.serviceWorker;
  if (!worker || import.meta.env.DEV) return;
  let isAsked = false;
  worker.addEventListener("controllerchange", () => {
    if (isAsked) location.reload();
  });
  const offer = (waiting: ServiceWorker) => {
    update.value = {
      waiting: true,
      apply: () => {
        isAsked = true;
        waiting.postMessage({ type: "SKIP_WAITING" });
      },
    };
  };
  worker.register("/sw.js", { scope: "/", updateViaCache: "none" }).then(
    (registration) => watch(registration, offer),
    (error: unknown) => console.warn("no service worker, so not without a network", error),
  );
}

function watch(registration: ServiceWorkerRegistration, offer: (waiting: ServiceWorker) => void): void {
  // Without a controller it is the very first one: nothing is replaced, nothing to ask.
  const isReplacing = () => navigator.serviceWorker.controller !== null;
  if (registration.waiting && isReplacing()) offer(registration.waiting);
  registration.addEventListener("updatefound", () => {
    const coming = registration.installing;
    coming?.addEventListener("statechange", () => {
      if (coming.state === "installed" && isReplacing()) offer(coming);
    });
  });
  setInterval(() => void registration.update().catch((error: unknown) => console.warn("no look for an update", error)), LOOK_MS);
}
