/** The pieces: find one by anything one remembers, narrow the list, keep what one narrowed it to, open one. */
import { useLayoutEffect, useState } from "preact/hooks";
import type { SampleView } from "../core/rows";
import { t } from "../i18n/t";
import { Button, IconButton, LinkButton } from "../parts/Button";
import { Field } from "../parts/Field";
import { Head } from "../parts/Head";
import { Icon } from "../parts/Icon";
import { Empty } from "../parts/Notice";
import { asked, goInstead, link } from "../parts/route";
import { SampleLine } from "../parts/SampleLine";
import { VirtualList } from "../parts/VirtualList";
import { person, rows } from "../state";
import { wantedIn } from "./samples/asked";
import { FilterFields, FilterSheet } from "./samples/Filters";
import { Chips, ViewsSheet } from "./samples/Narrowed";
import { SampleDetail } from "./samples/SampleDetail";
import { found, inUse, narrow, wanted } from "./samples/wanted";

const ROW = 88;

export function Samples({ path }: { path: string[] }) {
  const [id] = path;
  return id ? <SampleDetail key={id} id={id} /> : <List />;
}

/** A registration is a fact: it is offered by role, so that it works with no office in sight; the office flags what it doubts. */
export const mayRegister = () => person.value?.roles.some((role) => role === "clerk" || role === "supervisor") ?? false;

function List() {
  const [open, setOpen] = useState<"filters" | "views" | null>(null);
  useLayoutEffect(takeAsked, [asked.value]);
  const views = found.value;
  const close = () => setOpen(null);
  return (
    <div class="samples">
      <Head title={t("tab.samples")} />
      <div class="search-line">
        <Field
          label={t("samples.search")}
          type="search"
          inputMode="search"
          value={wanted.value.text ?? ""}
          onInput={(text) => narrow({ text })}
        />
        <FilterButton onOpen={() => setOpen("filters")} />
        <IconButton icon="star" name={t("views.title")} onClick={() => setOpen("views")} />
      </div>
      <div class="desk-filters">
        <FilterFields />
      </div>
      <Chips />
      <div class="list-head">
        <p role="status">{t("samples.count", { n: views.length })}</p>
        {mayRegister() && (
          <LinkButton href={link("register")} icon="plus">
            {t("register.new")}
          </LinkButton>
        )}
      </div>
      {views.length > 0 ? (
        <VirtualList items={views} height={ROW} idOf={(view) => view.id} label={t("tab.samples")} render={(view) => <Line view={view} />} />
      ) : (
        <Nothing />
      )}
      {open === "filters" && <FilterSheet onClose={close} />}
      {open === "views" && <ViewsSheet onClose={close} />}
    </div>
  );
}

/** Once: what the person then takes away must not come back, and the way back leads where they came from. */
function takeAsked(): void {
  if (asked.value.size === 0) return;
  wanted.value = wantedIn(asked.value);
  goInstead("samples");
}

function FilterButton({ onOpen }: { onOpen: () => void }) {
  const n = inUse(wanted.value).length;
  return (
    <button
      type="button"
      class="icon-button filter-button"
      onClick={onOpen}
      aria-label={t("samples.filters_on", { n })}
      title={t("samples.filters")}
    >
      <Icon name="filter" />
      {n > 0 && <span class="count">{t("common.number", { n })}</span>}
    </button>
  );
}

const Line = ({ view }: { view: SampleView }) => (
  <a class="row-link" href={link("samples", view.id)}>
    <SampleLine view={view} />
  </a>
);

function Nothing() {
  if (rows.value.samples.size === 0)
    return (
      <Empty icon="samples" title={t("samples.empty")}>
        {t("samples.empty_what")}
      </Empty>
    );
  return (
    <Empty icon="search" title={t("samples.none")} act={<Button onClick={() => (wanted.value = {})}>{t("samples.clear")}</Button>}>
      {t("samples.none_what")}
    </Empty>
  );
}
