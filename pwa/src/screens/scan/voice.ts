/** Says in a word what a scan was, for hands and eyes that are busy; can be muted, and is silent where the phone has no voice. */
import { effect, signal } from "@preact/signals";
import { locale } from "../../i18n/dates";

const KEPT = "voice";

export const isMuted = signal(localStorage.getItem(KEPT) === "off");
effect(() => localStorage.setItem(KEPT, isMuted.value ? "off" : "on"));

export const hasVoice = (): boolean => typeof speechSynthesis !== "undefined";

/** A new word cuts the last one short: it is about the piece in the hand now. */
export function say(words: string): void {
  if (isMuted.value || !hasVoice()) return;
  speechSynthesis.cancel();
  const said = new SpeechSynthesisUtterance(words);
  said.lang = locale();
  said.rate = 1.15;
  speechSynthesis.speak(said);
}
