/** Everything that is not the daily round: the person, how the screen looks, this phone, and the desk's registers. */
import type { ComponentType } from "preact";
import { lock } from "../../device/people";
import { ago } from "../../i18n/dates";
import { type Key, t, word } from "../../i18n/t";
import { News } from "../../parts/Bell";
import { Button } from "../../parts/Button";
import { Segments } from "../../parts/Field";
import { Head } from "../../parts/Head";
import { Icon, type IconName } from "../../parts/Icon";
import { Languages } from "../../parts/Languages";
import { Empty } from "../../parts/Notice";
import { nameOf } from "../../parts/names";
import { now } from "../../parts/now";
import { Pairs } from "../../parts/Pairs";
import { link } from "../../parts/route";
import { failedCall, hand, install, link as office, owed, person, rights, rows, stored, theme } from "../../state";
import { openCases } from "../cases/CaseList";
import { Cases } from "../cases/Cases";
import { Initial } from "../Lock";
import { Readiness } from "../phones/Readiness";
import { Places } from "../places/Places";
import { Account } from "./Account";
import { Labels } from "./Labels";
import { Materials } from "./Materials";
import { People } from "./People";
import { Phones } from "./Phones";
import { Settings } from "./Settings";

const PAGES: Record<string, ComponentType<{ path: string[] }>> = {
  cases: Cases,
  phones: Phones,
  readiness: Readiness,
  people: People,
  places: Places,
  labels: Labels,
  materials: Materials,
  settings: Settings,
  account: Account,
};

export function More({ path }: { path: string[] }) {
  const [where = "", ...rest] = path;
  const Page = PAGES[where];
  if (!Page) return <Menu />;
  const entry = ENTRIES.find(({ to }) => to[1] === where);
  if (entry && rights.value.length > 0 && !isOffered(entry)) return <NotYours entry={entry} />;
  return <Page path={rest} />;
}

/** Somebody came by an address, not by the menu: said calmly, and nothing is asked of the office in vain. */
function NotYours({ entry }: { entry: Entry }) {
  return (
    <div>
      <Head title={t(entry.label)} back={link("more")} />
      <Empty icon={entry.icon} title={t("more.not_yours")}>
        {t("more.not_yours_what", { role: word("role", entry.role) })}
      </Empty>
    </div>
  );
}

function Menu() {
  return (
    <div class="more">
      <Head title={t("tab.more")} />
      <div class="more-columns">
        <div>
          <Me />
          <Registers />
        </div>
        <div>
          <Looks />
          <Phone />
        </div>
      </div>
    </div>
  );
}

function Me() {
  const who = person.value;
  if (!who) return null;
  return (
    <section class="card me">
      <Initial name={nameOf(who.names)} />
      <div>
        <strong>{nameOf(who.names)}</strong>
        <p class="small">{who.roles.map((role) => word("role", role)).join(t("common.comma"))}</p>
      </div>
      <Button icon="lock" onClick={lock}>
        {t("more.lock")}
      </Button>
    </section>
  );
}

interface Entry {
  to: string[];
  icon: IconName;
  label: Key;
  right: string | null;
  also?: string; // another right that is enough
  role?: string; // who has that right
}

const isOffered = ({ right, also }: Entry): boolean =>
  right === null || [right, also].some((one) => one !== undefined && rights.value.includes(one));

const ENTRIES: Entry[] = [
  { to: ["board"], icon: "board", label: "tab.board", right: null },
  { to: ["notices"], icon: "bell", label: "notices.title", right: null },
  { to: ["handover"], icon: "give", label: "give.title", right: null },
  { to: ["receipts"], icon: "receipt", label: "receipts.title", right: null },
  { to: ["more", "readiness"], icon: "tick", label: "ready.title", right: null },
  { to: ["relay"], icon: "courier", label: "relay.title", right: null },
  { to: ["returns"], icon: "in", label: "return.title", right: null },
  { to: ["repairs"], icon: "workshop", label: "repairs.title", right: null },
  { to: ["counts"], icon: "list", label: "counts.title", right: null },
  { to: ["fairs"], icon: "booth", label: "fairs.title", right: null },
  { to: ["more", "cases"], icon: "scales", label: "cases.title", right: null },
  { to: ["imports"], icon: "file", label: "imports.title", right: "register", role: "clerk" },
  { to: ["more", "labels"], icon: "tag", label: "labels.title", right: "tags", role: "clerk" },
  { to: ["more", "places"], icon: "store", label: "places.title", right: null },
  { to: ["more", "materials"], icon: "samples", label: "materials.title", right: null },
  { to: ["more", "settings"], icon: "pen", label: "settings.title", right: "register", also: "settings", role: "clerk" },
  { to: ["more", "phones"], icon: "phone", label: "phones.title", right: "phones", role: "supervisor" },
  { to: ["more", "account"], icon: "lock", label: "account.title", right: null },
  { to: ["more", "people"], icon: "people", label: "people.title", right: "people", role: "admin" },
];

function Registers() {
  const cases = openCases().length;
  return (
    <nav class="card menu" aria-label={t("more.registers")}>
      <ul>
        {ENTRIES.filter(isOffered).map((entry) => (
          <li key={entry.label}>
            <a href={link(...entry.to)}>
              <Icon name={entry.icon} />
              <span>{t(entry.label)}</span>
              {entry.label === "notices.title" && <News />}
              {entry.label === "cases.title" && cases > 0 && <span class="count">{cases}</span>}
              <Icon name="next" size={20} />
            </a>
          </li>
        ))}
      </ul>
      {rights.value.length === 0 && <p class="small">{t("more.no_rights")}</p>}
    </nav>
  );
}

const THEMES = ["auto", "light", "dark", "contrast"] as const;
const HANDS = ["right", "left"] as const;

function Looks() {
  return (
    <section class="card">
      <h2>{t("more.looks")}</h2>
      <Languages showLabel />
      <Segments
        label={t("more.theme")}
        value={theme.value}
        choices={THEMES.map((value) => ({ value, label: t(`theme.${value}`) }))}
        onPick={(value) => (theme.value = value)}
      />
      <Segments
        label={t("more.hand")}
        value={hand.value}
        choices={HANDS.map((value) => ({ value, label: t(`hand.${value}`) }))}
        onPick={(value) => (hand.value = value)}
      />
    </section>
  );
}

function Phone() {
  const last = office.value.last_ms;
  const failed = failedCall.value;
  return (
    <section class="card">
      <h2>{t("more.phone")}</h2>
      <Pairs
        of={[
          [t("phone.name"), install.value?.name],
          [t("phone.app"), __APP__],
          [t("phone.exchange"), last === null ? t("phone.never") : ago(last, now.value)],
          [t("phone.failed"), failed && `${failed.request} · ${ago(failed.at_ms, now.value)}`],
          [t("phone.owes"), t("phone.scans", { n: owed.value.length })],
          [t("phone.knows"), t("samples.count", { n: rows.value.samples.size })],
          [t("phone.storage"), t(stored.value.persisted ? "phone.kept" : "phone.not_kept")],
        ]}
      />
      {!stored.value.persisted && <p class="small">{t("phone.not_kept_what")}</p>}
    </section>
  );
}
