/** What surrounds every screen: the bar (a rail on a desk), the link to the office, and warnings that concern every screen. */
import type { ComponentChildren } from "preact";
import { type Key, t, word } from "../i18n/t";
import { News } from "../parts/Bell";
import { Button, LinkButton } from "../parts/Button";
import { Icon, type IconName } from "../parts/Icon";
import { LinkBadge } from "../parts/LinkBadge";
import { Notice } from "../parts/Notice";
import { nameOf } from "../parts/names";
import { asked, link, route } from "../parts/route";
import { Wordmark } from "../parts/Wordmark";
import { forgotten, lacksStep, owed, person, restored, rights, rows, stored, update } from "../state";

interface Tab {
  to: string;
  icon: IconName;
  label: Key;
  desk?: boolean;
}

const TABS: Tab[] = [
  { to: "scan", icon: "scan", label: "tab.scan" },
  { to: "samples", icon: "samples", label: "tab.samples" },
  { to: "slips", icon: "slips", label: "tab.slips" },
  { to: "board", icon: "board", label: "tab.board", desk: true },
  { to: "notices", icon: "bell", label: "notices.title", desk: true },
  { to: "outbox", icon: "outbox", label: "tab.outbox" },
  { to: "more", icon: "more", label: "tab.more" },
];

export function Shell({ children }: { children: ComponentChildren }) {
  const wall = route.value[0] === "board" ? asked.value.get("wall") : null;
  if (wall)
    return (
      <div class={`shell wall ${wall}`}>
        <main id="content">{children}</main>
      </div>
    );
  return (
    <div class="shell">
      <Bar />
      <main id="content" tabIndex={-1}>
        <Warnings />
        {children}
      </main>
    </div>
  );
}

function toContent(event: Event) {
  event.preventDefault();
  document.getElementById("content")?.focus();
}

function Bar() {
  const [where = "scan"] = route.value;
  return (
    <nav class="bar" aria-label={t("shell.nav")}>
      <a class="skip" href={`${location.hash || "#/scan"}`} onClick={toContent}>
        {t("shell.skip")}
      </a>
      <div class="rail-head">
        <Wordmark />
      </div>
      <ul>
        {TABS.map((tab) => (
          <li key={tab.to} class={tab.desk ? "desk-only" : ""}>
            <a href={link(tab.to)} aria-current={where === tab.to || (where === "register" && tab.to === "samples") ? "page" : undefined}>
              <span class="tab-icon">
                <Icon name={tab.icon} />
                {tab.to === "outbox" && owed.value.length > 0 && (
                  <span class="count">{owed.value.length > 999 ? "999+" : owed.value.length}</span>
                )}
                {(tab.to === "notices" || (tab.to === "more" && where !== "notices")) && <News />}
              </span>
              <span>{t(tab.label)}</span>
            </a>
          </li>
        ))}
      </ul>
      <div class="rail-foot">
        <p>{nameOf(person.value?.names)}</p>
        <LinkBadge />
      </div>
    </nav>
  );
}

/** Only what somebody must act on; being offline is normal and is shown by the badge alone. */
function Warnings() {
  const trouble = stored.value.trouble;
  return (
    <>
      {trouble && (
        <Notice tone="refused" title={t("shell.storage")}>
          {word("trouble", trouble)}
        </Notice>
      )}
      {update.value.waiting && (
        <Notice
          title={t("update.title")}
          act={
            <Button look="plain" icon="turn" onClick={() => update.value.apply()}>
              {t("update.apply")}
            </Button>
          }
        >
          {t("update.what")}
        </Notice>
      )}
      {lacksStep.value && route.value[1] !== "account" && (
        <Notice tone="flagged" title={t("shell.step")} act={<LinkButton href={link("more", "account")}>{t("shell.step_add")}</LinkButton>}>
          {t("shell.step_what")}
        </Notice>
      )}
      {forgotten.value && (
        <Notice tone="flagged" title={t("forgotten.title")} act={<LinkButton href={link("enrol")}>{t("enrol.join")}</LinkButton>}>
          {t("forgotten.what")}
        </Notice>
      )}
      {restored.value !== null && (
        <Notice
          title={t("restored.title")}
          act={
            rights.value.includes("phones") &&
            route.value[1] !== "phones" && <LinkButton href={link("more", "phones")}>{t("restored.see")}</LinkButton>
          }
        >
          {t("restored.what")}
        </Notice>
      )}
      {!rows.value.loaded && <Notice title={t("shell.first_sync")}>{t("shell.first_sync_what")}</Notice>}
    </>
  );
}
