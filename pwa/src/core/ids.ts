/** Ids made where the thing is made: uuid v7, lower-case, in the order of making on one device. */

/** `random`: ten random bytes. */
export function uuid7(now_ms: number, random: Uint8Array): string {
  const time = Math.max(0, Math.floor(now_ms)).toString(16).padStart(12, "0").slice(-12);
  const hex = Array.from(random.subarray(0, 10), (byte) => byte.toString(16).padStart(2, "0")).join("");
  const variant = (0x8 | (Number.parseInt(hex[3] ?? "0", 16) & 0x3)).toString(16);
  return `${time.slice(0, 8)}-${time.slice(8)}-7${hex.slice(0, 3)}-${variant}${hex.slice(4, 7)}-${hex.slice(7, 19).padEnd(12, "0")}`;
}

export const isUuid = (text: unknown): text is string =>
  typeof text === "string" && /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/.test(text);
