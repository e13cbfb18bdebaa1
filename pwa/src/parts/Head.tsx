/** The head of a screen: where you are, the way back, and how fresh what you see is. */
import type { ComponentChildren } from "preact";
import { t } from "../i18n/t";
import { Icon } from "./Icon";
import { LinkBadge } from "./LinkBadge";

export function Head({ title, back, children }: { title: string; back?: string; children?: ComponentChildren }) {
  return (
    <header class="head">
      {back && (
        <a class="icon-button" href={back} aria-label={t("common.back")} title={t("common.back")}>
          <Icon name="back" />
        </a>
      )}
      <h1>{title}</h1>
      <span class="head-side">
        {children}
        <LinkBadge />
      </span>
    </header>
  );
}
