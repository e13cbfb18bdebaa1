/** What each person sets for their own eyes and hands, kept on this device. */
import { effect } from "@preact/signals";
import type { Lang } from "./core/rows";
import { speak } from "./i18n/t";
import { hand, theme } from "./state";

const THEMES = ["auto", "light", "dark", "contrast"] as const;

/** The language chosen before, else the browser's, else traditional Chinese. */
export function chosenLanguage(): Lang {
  const kept = localStorage.getItem("lang");
  if (kept === "en" || kept === "zh-Hant" || kept === "zh-Hans") return kept;
  const wish = navigator.language.toLowerCase();
  if (wish.startsWith("zh")) return /hans|cn|sg/.test(wish) ? "zh-Hans" : "zh-Hant";
  return wish.startsWith("en") ? "en" : "zh-Hant";
}

/** A person's own choice; until there is one, each start follows the browser. */
export async function chooseLanguage(next: Lang): Promise<void> {
  localStorage.setItem("lang", next);
  await speak(next);
}

/** Reads theme and hand once, then keeps them and puts them on the page whenever they change. */
export function keepSettings(): void {
  theme.value = THEMES.find((name) => name === localStorage.getItem("theme")) ?? "auto";
  hand.value = localStorage.getItem("hand") === "left" ? "left" : "right";
  effect(() => {
    document.documentElement.dataset.theme = theme.value;
    document.documentElement.dataset.hand = hand.value;
    localStorage.setItem("theme", theme.value);
    localStorage.setItem("hand", hand.value);
  });
}
