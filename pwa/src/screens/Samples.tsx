/** The pieces: find one by anything one remembers, narrow by status and place, open it. */
import { computed, signal } from "@preact/signals";
import { useState } from "preact/hooks";
import type { SampleView, Status } from "../core/rows";
import { search } from "../device/rows_store";
import { t, word } from "../i18n/t";
import { Button, LinkButton } from "../parts/Button";
import { Field, Select } from "../parts/Field";
import { Head } from "../parts/Head";
import { Icon } from "../parts/Icon";
import { Empty } from "../parts/Notice";
import { placeName } from "../parts/names";
import { PlaceList } from "../parts/PlaceList";
import { link } from "../parts/route";
import { SampleLine } from "../parts/SampleLine";
import { Sheet } from "../parts/Sheet";
import { VirtualList } from "../parts/VirtualList";
import { person, rows } from "../state";
import { SampleDetail } from "./samples/SampleDetail";
import { within } from "./samples/within";

const ROW = 88;
const STATUSES: Status[] = [
  "in_store",
  "out",
  "at_client",
  "in_repair",
  "at_booth",
  "in_transit",
  "disputed",
  "found",
  "lost",
  "sold",
  "returned_to_owner",
  "scrapped",
  "unregistered",
];

/** Kept while the person looks at a piece and comes back. */
const typed = signal("");
const status = signal<Status | "">("");
const place = signal<string | null>(null);

export function Samples({ path }: { path: string[] }) {
  const [id] = path;
  return id ? <SampleDetail key={id} id={id} /> : <List />;
}

/** Worked out again only when the rows, the outbox or what was asked for change: not on every scroll. */
const found = computed<SampleView[]>(() => {
  const tree = place.value ? within(place.value) : null;
  const lies = (view: SampleView) => !tree || Object.keys(view.at ?? { [view.place ?? ""]: 1 }).some((at) => tree.has(at));
  return search(typed.value, Number.POSITIVE_INFINITY).filter((view) => (!status.value || view.status === status.value) && lies(view));
});

/** A registration is a fact: it is offered by role, so that it works with no office in sight; the office flags what it doubts. */
const mayRegister = () => person.value?.roles.some((role) => role === "clerk" || role === "supervisor") ?? false;

function List() {
  const [picking, setPicking] = useState(false);
  const views = found.value;
  const statuses = [
    { value: "" as const, label: t("samples.any_status") },
    ...STATUSES.map((value) => ({ value, label: word("status", value) })),
  ];
  return (
    <div class="samples">
      <Head title={t("tab.samples")} />
      <div class="filters">
        <Field
          label={t("samples.search")}
          hint={undefined}
          type="search"
          inputMode="search"
          value={typed.value}
          onInput={(value) => (typed.value = value)}
        />
        <Select label={t("samples.status")} value={status.value} choices={statuses} onPick={(value) => (status.value = value)} />
        <div class="field">
          <span class="label">{t("samples.place")}</span>
          <button type="button" class="pick" onClick={() => setPicking(true)}>
            <span>{place.value ? placeName(place.value) : t("samples.any_place")}</span>
            <Icon name="down" size={18} />
          </button>
        </div>
      </div>
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
      {picking && <PlaceFilter onClose={() => setPicking(false)} />}
    </div>
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
  const clear = () => {
    typed.value = "";
    status.value = "";
    place.value = null;
  };
  return (
    <Empty icon="search" title={t("samples.none")} act={<Button onClick={clear}>{t("samples.clear")}</Button>}>
      {t("samples.none_what")}
    </Empty>
  );
}

function PlaceFilter({ onClose }: { onClose: () => void }) {
  const pick = (id: string | null) => {
    place.value = id;
    onClose();
  };
  return (
    <Sheet
      title={t("samples.place")}
      onClose={onClose}
      foot={
        <Button wide onClick={() => pick(null)}>
          {t("samples.any_place")}
        </Button>
      }
    >
      <PlaceList fits={() => true} chosen={place.value} onPick={(row) => pick(row.id)} />
    </Sheet>
  );
}
