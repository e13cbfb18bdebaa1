/** The bell: how much is new for who is unlocked, and the way to it. */
import { t } from "../i18n/t";
import { Icon } from "./Icon";
import { unread } from "./notices";
import { link } from "./route";

const MOST = 99;

/** The number alone, for a tab or a menu that says in words what it counts. */
export function News() {
  const n = unread.value.length;
  if (n === 0) return null;
  return <span class="news">{n > MOST ? `${MOST}+` : t("common.number", { n })}</span>;
}

export function Bell() {
  const n = unread.value.length;
  return (
    <a class="icon-button bell" href={link("notices")} aria-label={t("notices.bell", { n })} title={t("notices.bell", { n })}>
      <Icon name="bell" />
      <News />
    </a>
  );
}
