/** Giving: this phone's unsent scans as an animated code, part by part; only the office's own receipt empties the outbox. */
import { useEffect, useState } from "preact/hooks";
import type { Parcel } from "../../core/cargo";
import { ownParcels, packed } from "../../device/cargo_pack";
import { openFountain, spray } from "../../device/fountain";
import { keepAwake } from "../../device/wake";
import { t } from "../../i18n/t";
import { Button } from "../../parts/Button";
import { Head } from "../../parts/Head";
import { Empty, Failure, Notice, Waiting } from "../../parts/Notice";
import { go, link } from "../../parts/route";
import { photos } from "../../state";
import { Frames } from "./Frames";

export function Show() {
  const [parcels, setParcels] = useState<Parcel[] | null>(null);
  const [at, setAt] = useState(0);
  const [error, setError] = useState<unknown>(null);
  useEffect(() => void ownParcels().then(setParcels, setError), []);
  useEffect(() => keepAwake(), []);
  const parcel = parcels?.[at];
  return (
    <div class="relay relay-show">
      <Head title={t("relay.show")} back={link("relay")} />
      {error !== null && <Failure error={error} />}
      {!parcels && error === null && <Waiting />}
      {parcels && !parcel && <Done shown={at} />}
      {parcels && parcel && <Glass key={at} parcel={parcel} at={at} all={parcels.length} onDone={() => setAt(at + 1)} />}
    </div>
  );
}

function Done({ shown }: { shown: number }) {
  if (shown === 0)
    return (
      <Empty icon="outbox" title={t("outbox.all_there")}>
        {t("relay.nothing_what")}
      </Empty>
    );
  return (
    <Empty
      icon="courier"
      title={t("relay.shown")}
      act={
        <Button look="main" icon="tick" onClick={() => go("outbox")}>
          {t("relay.to_outbox")}
        </Button>
      }
    >
      {t("relay.shown_what")}
    </Empty>
  );
}

function Glass({ parcel, at, all, onDone }: { parcel: Parcel; at: number; all: number; onDone: () => void }) {
  const [frames, setFrames] = useState<Uint8Array[]>([]);
  const [error, setError] = useState<unknown>(null);
  useEffect(() => {
    const make = async () => {
      await openFountain();
      setFrames(spray(await packed(parcel)));
    };
    make().catch(setError);
  }, [parcel]);
  return (
    <>
      <p class="relay-count" role="status">
        <strong>{t("phone.scans", { n: parcel.actions.length })}</strong>
        {all > 1 && <span>{t("relay.part", { n: at + 1, all })}</span>}
      </p>
      {error !== null && <Failure error={error} />}
      <div class="glass">{frames.length > 0 ? <Frames frames={frames} name={t("relay.code")} /> : <Waiting />}</div>
      <p class="small">{t("relay.still")}</p>
      {photos.value.waiting.length > 0 && <Notice title={t("relay.no_photos", { n: photos.value.waiting.length })} />}
      <div class="foot-acts">
        <Button look="main" icon={at + 1 < all ? "next" : "tick"} wide onClick={onDone}>
          {t(at + 1 < all ? "relay.next_part" : "relay.has_it")}
        </Button>
      </div>
    </>
  );
}
