/** The head of a screen: where you are, the way back, and how fresh what you see is. */
import type { ComponentChildren } from "preact";
import { t } from "../i18n/t";
import { lang } from "../state";
import { Bell } from "./Bell";
import { Icon } from "./Icon";
import { LinkBadge } from "./LinkBadge";

const OPENS = /[（(「“]$/;

/** A Chinese title may be broken between its words, never inside 藍寶石 — which is for the browser's own dictionary to know; nor at a mark. */
function breakable(title: string): ComponentChildren {
  const words = [...new Intl.Segmenter(lang.value, { granularity: "word" }).segment(title)];
  return words.flatMap(({ segment, index, isWordLike }) => {
    const isBreak = index > 0 && isWordLike && !OPENS.test(title.slice(0, index));
    return isBreak ? [<wbr key={index} />, segment] : [segment];
  });
}

interface Props {
  title: string;
  back?: string;
  children?: ComponentChildren;
  /** In place of the badge of the link, where a screen knows better how old it is. */
  badge?: ComponentChildren;
}

export function Head({ title, back, children, badge = <LinkBadge /> }: Props) {
  return (
    <header class="head">
      {back && (
        <a class="icon-button" href={back} aria-label={t("common.back")} title={t("common.back")}>
          <Icon name="back" />
        </a>
      )}
      <h1>{breakable(title)}</h1>
      <span class="head-side">
        {children}
        {badge}
        <Bell />
      </span>
    </header>
  );
}
