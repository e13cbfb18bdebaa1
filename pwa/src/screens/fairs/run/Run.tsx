/** Scanning for a fair: which way, how far it is, the camera, what each scan was, and what is still to come. */
import { useLayoutEffect, useState } from "preact/hooks";
import { stillOut } from "../../../core/fair_where";
import type { PackMode } from "../../../core/packing";
import type { FairView } from "../../../core/rows";
import { expectedIn, fairView, seenIn, sharesOf } from "../../../device/fairs";
import { t } from "../../../i18n/t";
import { Button, IconButton, LinkButton } from "../../../parts/Button";
import { today } from "../../../parts/DateField";
import { Icon } from "../../../parts/Icon";
import { NotHere } from "../../../parts/NotHere";
import { Empty, Failure } from "../../../parts/Notice";
import { placeName } from "../../../parts/names";
import { PlaceList } from "../../../parts/PlaceList";
import { go, link } from "../../../parts/route";
import { Sheet } from "../../../parts/Sheet";
import { useWedge } from "../../../parts/useWedge";
import { rows } from "../../../state";
import { Camera } from "../../scan/Camera";
import { JudgedResult, toneOf } from "../../scan/JudgedResult";
import { PhotoButton } from "../../scan/PhotoButton";
import { Typed } from "../../scan/Typed";
import { hasVoice, isMuted } from "../../scan/voice";
import { wanted } from "../fair";
import { Rest } from "./Rest";
import { begin, finishCount, night, openCount, packing, target } from "./run";

interface Props {
  fair: FairView;
  mode: PackMode;
}

export function Run({ id, mode }: { id: string; mode: PackMode }) {
  const fair = rows.value.version >= 0 ? fairView(id) : null;
  const isKnown = fair !== null;
  useLayoutEffect(() => {
    const now = fairView(id);
    if (now) begin(now, mode, today());
  }, [id, mode, isKnown]);
  useWedge((text) => packing.see([text]));
  if (!fair) return <NotHere head={t("fairs.title")} back={link("fairs")} icon="booth" title={t("fair.missing")} />;
  if (mode === "safe" && night.value === null) return <BeginNight fair={fair} />;
  return (
    <div class={`scan picking packing-${mode}`}>
      <Band fair={fair} mode={mode} />
      <div class="scan-stage">
        <Camera onSee={packing.see} toneOf={toneOf(packing)} />
        <JudgedResult run={packing} group="pack_verdict" />
      </div>
      <Rest fair={fair} mode={mode} />
      <Acts fair={fair} mode={mode} />
    </div>
  );
}

/** How many are done, of how many. */
function progress({ fair, mode }: Props): [number, number] {
  const { told } = fair;
  if (mode === "out") return [told.packed.length, wanted(told.lines)];
  if (mode === "back") return [told.packed.length - stillOut(sharesOf(fair)).length, told.packed.length];
  const count = night.value ?? "";
  const expected = expectedIn(count);
  const seen = seenIn(count);
  return [expected.filter((id) => seen.has(id)).length, expected.length];
}

const TARGETS = { out: ["booth", "person", "courier"], back: ["store"], safe: [] } as const;

function Band({ fair, mode }: Props) {
  const [picking, setPicking] = useState(false);
  const [n, all] = progress({ fair, mode });
  const to = mode === "safe" ? fair.told.safe : target.value;
  const name = placeName(to) || t(mode === "back" ? "fair.each_home" : "fair.choose_target");
  const kinds: readonly string[] = TARGETS[mode];
  return (
    <header class={`pick-band pack-${mode}`}>
      <a class="icon-button" href={link("fairs", fair.id)} aria-label={t("common.back")} title={t("common.back")}>
        <Icon name="back" />
      </a>
      <span class="band-words">
        <span class="band-direction">{t(`fair.way.${mode}`)}</span>
        {kinds.length > 0 ? (
          <button type="button" class="band-target" onClick={() => setPicking(true)}>
            <h1>{name}</h1>
            <Icon name="down" size={18} />
          </button>
        ) : (
          <h1>{name}</h1>
        )}
      </span>
      <span class="pick-count">
        <strong>{t("common.number", { n })}</strong>
        <small>{t("pick.of", { n: all })}</small>
      </span>
      <progress class="pick-bar" value={Math.min(n, all)} max={Math.max(1, all)} aria-label={t("fair.progress", { n, all })} />
      {picking && (
        <Sheet
          title={t(`fair.way.${mode}`)}
          onClose={() => setPicking(false)}
          foot={mode === "back" ? <EachHome onPick={() => setPicking(false)} /> : null}
        >
          <PlaceList
            fits={(place) => kinds.includes(place.kind)}
            recent={[fair.told.booth, ...fair.told.team].filter((one) => one !== null)}
            chosen={to}
            onPick={(place) => {
              target.value = place.id;
              setPicking(false);
            }}
          />
        </Sheet>
      )}
    </header>
  );
}

function EachHome({ onPick }: { onPick: () => void }) {
  return (
    <Button
      wide
      icon="store"
      onClick={() => {
        target.value = null;
        onPick();
      }}
    >
      {t("fair.each_home")}
    </Button>
  );
}

function Acts({ fair, mode }: Props) {
  const [typing, setTyping] = useState(false);
  const [n, all] = progress({ fair, mode });
  return (
    <div class="scan-acts">
      <div class="acts">
        <Button icon="keyboard" onClick={() => setTyping(true)}>
          {t("scan.type")}
        </Button>
        <PhotoButton onTake={packing.take} />
        {hasVoice() && (
          <IconButton
            icon={isMuted.value ? "mute" : "voice"}
            name={t("pick.voice")}
            pressed={!isMuted.value}
            onClick={() => (isMuted.value = !isMuted.value)}
          />
        )}
        {mode === "out" && (
          <LinkButton href={link("fairs", fair.id, "border")} icon="file" look={n >= all && all > 0 ? "main" : "plain"}>
            {t("customs.border")}
          </LinkButton>
        )}
        {mode === "back" && (
          <LinkButton href={link("fairs", fair.id)} icon="tick" look={n >= all && all > 0 ? "main" : "plain"}>
            {t("fair.done")}
          </LinkButton>
        )}
        {mode === "safe" && <FinishNight fair={fair} left={all - n} />}
      </div>
      {typing && <Typed onClose={() => setTyping(false)} onTake={packing.take} />}
    </div>
  );
}

function BeginNight({ fair }: { fair: FairView }) {
  const [error, setError] = useState<unknown>(null);
  const n = stillOut(sharesOf(fair)).length;
  if (!fair.told.safe)
    return (
      <Empty icon="lock" title={t("fair.no_safe")} act={<LinkButton href={link("fairs", fair.id, "edit")}>{t("fair.edit")}</LinkButton>}>
        {t("fair.no_safe_what")}
      </Empty>
    );
  return (
    <div class="begin-night">
      <Empty icon="lock" title={t("fair.tonight", { place: placeName(fair.told.safe) })}>
        {t("fair.tonight_what")}
      </Empty>
      {error !== null && <Failure error={error} />}
      <div class="foot-acts">
        <LinkButton href={link("fairs", fair.id)}>{t("common.back")}</LinkButton>
        <Button look="main" icon="scan" onClick={() => void openCount(fair).catch(setError)}>
          {t("fair.begin_night", { n })}
        </Button>
      </div>
    </div>
  );
}

/** With something missing it asks once more; the count ends all the same and says what was not there. */
function FinishNight({ fair, left }: { fair: FairView; left: number }) {
  const [asking, setAsking] = useState(false);
  const [error, setError] = useState<unknown>(null);
  const finish = () => void finishCount(fair).then(() => go("fairs", fair.id), setError);
  return (
    <>
      <Button icon="tick" look={left === 0 ? "main" : "plain"} onClick={() => (left > 0 ? setAsking(true) : finish())}>
        {t("fair.finish_night")}
      </Button>
      {asking && (
        <Sheet
          title={t("fair.missing_tonight", { n: left })}
          onClose={() => setAsking(false)}
          foot={
            <Button look="main" icon="flag" wide onClick={finish}>
              {t("fair.finish_missing")}
            </Button>
          }
        >
          <Rest fair={fair} mode="safe" />
          {error !== null && <Failure error={error} />}
        </Sheet>
      )}
    </>
  );
}
