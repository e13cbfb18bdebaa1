/** Where in the app the person is: the part after `#/`, split at slashes; what stands after a `?` is asked of that screen. */
import { computed, signal } from "@preact/signals";

export const hash = signal(location.hash);

addEventListener("hashchange", () => {
  hash.value = location.hash;
  scrollTo(0, 0);
});

/** `#/samples/0190…` → `["samples", "0190…"]` */
export const route = computed(() => {
  const [path = ""] = hash.value.replace(/^#\/?/, "").split("?");
  const parts = path.split("/").filter(Boolean).map(decoded);
  return parts.length ? parts : ["scan"];
});

/** `#/register?like=0190…` → `like` is `0190…` */
export const asked = computed(() => new URLSearchParams(hash.value.split("?")[1] ?? ""));

export const link = (...parts: string[]): string => `#/${parts.map(encodeURIComponent).join("/")}`;

export function go(...parts: string[]): void {
  location.hash = link(...parts);
}

/** Another place instead of this one: going back does not come here again. */
export function goInstead(...parts: string[]): void {
  location.replace(link(...parts));
}

function decoded(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part; // a stray % in a typed address is still an address
  }
}
