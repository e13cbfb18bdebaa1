/** Something the person should know, said in words with what to do next; and what a screen shows when there is nothing. */
import type { ComponentChildren } from "preact";
import { t } from "../i18n/t";
import { failureWords } from "./failure";
import { Icon, type IconName } from "./Icon";

export type Tone = "note" | "stored" | "again" | "flagged" | "refused";
const TONE_ICONS: Record<Tone, IconName> = { note: "note", stored: "tick", again: "again", flagged: "flag", refused: "warning" };

export function Notice({
  tone = "note",
  title,
  children,
  act,
}: {
  tone?: Tone;
  title?: string;
  children?: ComponentChildren;
  act?: ComponentChildren;
}) {
  return (
    <div class={`notice ${tone}`} role={tone === "refused" ? "alert" : "status"}>
      <Icon name={TONE_ICONS[tone]} />
      <div>
        {title && <strong>{title}</strong>}
        {children && <div class="notice-text">{children}</div>}
        {act && <div class="acts">{act}</div>}
      </div>
    </div>
  );
}

/** An error in words, with the office's request id, so that somebody can look it up. */
export function Failure({ error, act }: { error: unknown; act?: ComponentChildren }) {
  const said = failureWords(error);
  return (
    <Notice tone="refused" title={said.text} act={act}>
      {said.request && <p class="small">{t("error.request", { id: said.request })}</p>}
    </Notice>
  );
}

export function Empty({
  icon,
  title,
  children,
  act,
}: {
  icon: IconName;
  title: string;
  children?: ComponentChildren;
  act?: ComponentChildren;
}) {
  return (
    <div class="empty">
      <span class="medallion">
        <Icon name={icon} size={34} />
      </span>
      <h2>{title}</h2>
      {children && <p>{children}</p>}
      {act && <div class="acts">{act}</div>}
    </div>
  );
}

export function Waiting({ children }: { children?: ComponentChildren }) {
  return (
    <div class="waiting" role="status">
      <span class="spinner" />
      <p>{children ?? t("common.loading")}</p>
    </div>
  );
}
