/** What has been scanned in this run, newest first, each with its outcome and how far it has got. */
import { spaced } from "../../core/tag";
import { title } from "../../core/title";
import { t, word } from "../../i18n/t";
import { IconButton } from "../../parts/Button";
import { Icon } from "../../parts/Icon";
import { now } from "../../parts/now";
import { link } from "../../parts/route";
import { SamplePicture } from "../../parts/SamplePicture";
import { Delivery } from "../../parts/Words";
import { lang } from "../../state";
import { OUTCOME_ICONS } from "./Flash";
import { basket, counted, delivery, lost, type Taken, takeBack, UNDO_MS } from "./run";
import { target } from "./target";

export function Basket() {
  const pieces = counted.value.reduce((sum, row) => sum + row.quantity, 0);
  const there = counted.value.filter((row) => isThere(row)).length;
  const all = counted.value.length + basket.value.filter((row) => row.outcome === "storing").length; // nothing is there that is being stored
  return (
    <section class="basket" aria-label={t("basket.name")}>
      <header>
        <h2>{t("basket.pieces", { n: pieces })}</h2>
        {lost.value > 0 && (
          <p class="basket-lost">
            <Icon name="cross" /> {lost.value} · {t("outcome.refused")}
          </p>
        )}
        {pieces > 0 && <p>{there === all ? t("basket.all_there") : t("basket.there", { n: there, all })}</p>}
      </header>
      {basket.value.length === 0 ? (
        <p class="basket-empty">{target.value ? t("basket.empty") : t("basket.empty_unset")}</p>
      ) : (
        <ol>
          {basket.value.map((row) => (
            <BasketRow key={row.key} row={row} />
          ))}
        </ol>
      )}
    </section>
  );
}

function isThere(row: Taken): boolean {
  const sent = row.action ? delivery.value.get(row.action) : undefined;
  return sent !== undefined && sent.state !== "waiting" && sent.state !== "held";
}

function BasketRow({ row }: { row: Taken }) {
  const name = row.sample ? title(row.sample, lang.value) : row.code ? spaced(row.code) : row.text.slice(0, 32);
  const sent = row.action ? delivery.value.get(row.action) : undefined;
  const undoable = row.action && !row.undone && now.value - row.at_ms < UNDO_MS;
  return (
    <li class={`basket-row ${row.undone ? "undone" : row.outcome}`}>
      <span class="outcome-mark">
        <Icon name={row.undone ? "undo" : OUTCOME_ICONS[row.outcome]} size={20} />
      </span>
      {row.sample ? (
        <SamplePicture sample={row.sample} size={48} />
      ) : (
        <span class="picture only-tag">
          <Icon name="tag" size={24} />
        </span>
      )}
      <a class="row-words" href={row.sample ? link("samples", row.sample.id) : undefined}>
        <strong>{name}</strong>
        <small class="row-middle">
          <span>
            {[row.sample?.archive_no, row.quantity > 1 ? t("basket.of_lot", { n: row.quantity }) : null].filter(Boolean).join(" · ")}
          </span>
          {sent && !row.undone && <Delivery state={sent.state} />}
        </small>
        <small class="outcome-word">
          {[t(`outcome.${row.undone ? "undone" : row.outcome}`), ...row.reasons.map((reason) => word("reason", reason))].join(" · ")}
        </small>
      </a>
      {undoable && <IconButton icon="undo" name={t("basket.undo", { name })} onClick={() => void takeBack(row)} />}
    </li>
  );
}
