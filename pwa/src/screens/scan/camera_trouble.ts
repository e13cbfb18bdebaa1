/** Why a camera did not start, as far as a person can do something about it. */

export type Trouble = "denied" | "none" | "busy" | "insecure" | "failed";

const NAMES: Record<string, Trouble> = {
  NotAllowedError: "denied", SecurityError: "denied", NotFoundError: "none", OverconstrainedError: "none", NotReadableError: "busy", AbortError: "busy",
};

export function troubleOf(error: unknown): Trouble {
  if (!isSecureContext) return "insecure";
  if (!navigator.mediaDevices) return "none";
  return NAMES[error instanceof Error ? error.name : ""] ?? "failed";
}
