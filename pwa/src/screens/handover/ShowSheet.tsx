/** Writing down that a client has seen pieces: who, how interested, how pleased, a remark; nothing moves. */
import { useState } from "preact/hooks";
import { showDraft } from "../../core/matter_drafts";
import { record } from "../../device/outbox";
import { sampleView } from "../../device/rows_store";
import { t } from "../../i18n/t";
import { Button } from "../../parts/Button";
import { Faces, type Satisfaction } from "../../parts/Faces";
import { Field, Segments } from "../../parts/Field";
import { Icon } from "../../parts/Icon";
import { Failure } from "../../parts/Notice";
import { placeName } from "../../parts/names";
import { PlaceList } from "../../parts/PlaceList";
import { SamplePicture } from "../../parts/SamplePicture";
import { Sheet } from "../../parts/Sheet";
import { TextArea } from "../../parts/TextArea";
import { useDraft } from "../../parts/useDraft";

type Interest = "0" | "1" | "2" | "3";
const INTERESTS: readonly Interest[] = ["0", "1", "2", "3"];

interface Props {
  samples: readonly string[];
  slip: string | null;
  client?: string | null;
  onClose: () => void;
}

export function ShowSheet({ samples, slip, client: known = null, onClose }: Props) {
  const [shown, setShown] = useDraft<ReadonlySet<string>>("show:pieces", () => new Set(samples));
  const [client, setClient] = useDraft<string | null>("show:client", () => known);
  const [name, setName] = useDraft("show:name", () => "");
  const [interest, setInterest] = useDraft<Interest | null>("show:interest", () => null);
  const [satisfaction, setSatisfaction] = useDraft<Satisfaction | null>("show:satisfaction", () => null);
  const [remark, setRemark] = useDraft("show:remark", () => "");
  const [error, setError] = useState<unknown>(null);
  const keep = () => {
    const about = {
      slip,
      client,
      client_name: name.trim() || (client ? placeName(client) : null),
      interest: interest === null ? null : Number(interest),
      satisfaction,
      remark: remark.trim(),
    };
    const drafts = [...shown].map((sample) => showDraft({ sample, ...about }));
    return record(drafts).then(onClose, setError);
  };
  const turn = (id: string) => {
    const next = new Set(shown);
    if (!next.delete(id)) next.add(id);
    setShown(next);
  };
  return (
    <Sheet
      title={t("show.title")}
      onClose={onClose}
      foot={
        <Button look="main" icon="tick" wide disabled={shown.size === 0 || !(client || name.trim())} onClick={() => void keep()}>
          {t("show.keep", { n: shown.size })}
        </Button>
      }
    >
      {samples.length > 1 && <WhichShown samples={samples} shown={shown} onTurn={turn} />}
      <ClientPick value={client} onPick={setClient} />
      {!client && <Field label={t("show.name")} hint={t("show.name_hint")} value={name} onInput={setName} maxLength={120} />}
      <Segments<Interest>
        label={t("show.interest")}
        value={interest ?? ("" as Interest)}
        choices={INTERESTS.map((value) => ({ value, label: t(`interest.${value}`) }))}
        onPick={setInterest}
      />
      <Faces label={t("show.satisfaction")} value={satisfaction} onPick={setSatisfaction} />
      <TextArea label={t("show.remark")} value={remark} onInput={setRemark} />
      {error !== null && <Failure error={error} />}
    </Sheet>
  );
}

function WhichShown({ samples, shown, onTurn }: { samples: readonly string[]; shown: ReadonlySet<string>; onTurn: (id: string) => void }) {
  return (
    <fieldset class="which-shown" aria-label={t("show.which")}>
      {samples.map((id) => {
        const view = sampleView(id);
        return (
          <button key={id} type="button" aria-pressed={shown.has(id)} onClick={() => onTurn(id)} aria-label={view?.archive_no ?? id}>
            {view && <SamplePicture sample={view} size={52} />}
            {shown.has(id) && <Icon name="tick" size={16} />}
          </button>
        );
      })}
    </fieldset>
  );
}

/** A client the firm knows; a name can be typed instead. */
export function ClientPick({ value, onPick, label }: { value: string | null; onPick: (id: string | null) => void; label?: string }) {
  const [open, setOpen] = useState(false);
  const pick = (id: string | null) => {
    onPick(id);
    setOpen(false);
  };
  return (
    <div class="field">
      <span class="label">{label ?? t("show.client")}</span>
      <button type="button" class="pick" onClick={() => setOpen(true)}>
        <span>{value ? placeName(value) : t("show.choose")}</span>
        <Icon name="down" size={18} />
      </button>
      {open && (
        <Sheet
          title={label ?? t("show.client")}
          onClose={() => setOpen(false)}
          foot={
            <Button wide onClick={() => pick(null)}>
              {t("show.nobody")}
            </Button>
          }
        >
          <PlaceList fits={(place) => place.kind === "client"} chosen={value} onPick={(place) => pick(place.id)} />
        </Sheet>
      )}
    </div>
  );
}
