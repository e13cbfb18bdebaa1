/** Figures as bars: the name, how many, and a length that moves when the stock moves. */
import { t } from "../../i18n/t";
import type { Bar } from "./stock";

export function Bars({ bars, whole }: { bars: Bar[]; whole: number }) {
  if (bars.length === 0) return <p class="small">{t("samples.empty")}</p>;
  return (
    <ul class="bars">
      {bars.map((bar) => (
        <li key={bar.id}>
          <span class="bar-name">{bar.name}</span>
          <span class="bar-n">{t("common.number", { n: bar.n })}</span>
          <span class="bar-share">{whole > 0 && t("common.percent", { n: Math.round((bar.n / whole) * 100) })}</span>
          <span class="bar-line" aria-hidden="true">
            <span style={{ transform: `scaleX(${bar.share})` }} />
          </span>
        </li>
      ))}
    </ul>
  );
}
