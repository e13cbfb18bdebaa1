/** Picking for a slip: where to go next, the camera, what each scan was, and how far it is. */
import { useLayoutEffect, useState } from "preact/hooks";
import type { SlipView } from "../../../core/rows";
import { slipView } from "../../../device/rows_matters";
import { t } from "../../../i18n/t";
import { Button, IconButton, LinkButton } from "../../../parts/Button";
import { Icon } from "../../../parts/Icon";
import { Empty } from "../../../parts/Notice";
import { placeName } from "../../../parts/names";
import { link } from "../../../parts/route";
import { useWedge } from "../../../parts/useWedge";
import { rows } from "../../../state";
import { Camera } from "../../scan/Camera";
import { JudgedResult, toneOf } from "../../scan/JudgedResult";
import { PhotoButton } from "../../scan/PhotoButton";
import { Typed } from "../../scan/Typed";
import { hasVoice, isMuted } from "../../scan/voice";
import { unsigned } from "../issue/unsigned";
import { filled, slipNo, wanted } from "../slip";
import { begin, picking, stops } from "./run";
import { Stops } from "./Stops";

export function Pick({ id }: { id: string }) {
  const slip = rows.value.version >= 0 ? slipView(id) : null;
  useLayoutEffect(() => begin(id), [id]);
  useWedge((text) => picking.see([text]));
  if (!slip)
    return (
      <Empty icon="slips" title={t("slip.missing")}>
        {t("receipt.missing_what")}
      </Empty>
    );
  const route = stops(slip);
  return (
    <div class="scan picking">
      <Band slip={slip} />
      <div class="scan-stage">
        <Camera onSee={picking.see} toneOf={toneOf(picking)} />
        <JudgedResult run={picking} group="pick_verdict" />
      </div>
      <Stops slip={slip} route={route} />
      <Acts slip={slip} isAll={route.length === 0} />
    </div>
  );
}

function Band({ slip }: { slip: SlipView }) {
  const [n, all] = [filled(slip), wanted(slip)];
  return (
    <header class="pick-band">
      <a class="icon-button" href={link("slips", slip.id)} aria-label={t("common.back")} title={t("common.back")}>
        <Icon name="back" />
      </a>
      <span class="band-words">
        <span class="band-direction">{t("pick.to", { no: slipNo(slip) })}</span>
        <h1>{placeName(slip.told.to ?? slip.told.by)}</h1>
      </span>
      <span class="pick-count">
        <strong>{t("common.number", { n })}</strong>
        <small>{t("pick.of", { n: all })}</small>
      </span>
      <progress class="pick-bar" value={Math.min(n, all)} max={Math.max(1, all)} aria-label={t("slips.issued_of", { n, all })} />
    </header>
  );
}

function Acts({ slip, isAll }: { slip: SlipView; isAll: boolean }) {
  const [typing, setTyping] = useState(false);
  const n = unsigned(slip).length;
  return (
    <div class="scan-acts">
      <div class="acts">
        <Button icon="keyboard" onClick={() => setTyping(true)}>
          {t("scan.type")}
        </Button>
        <PhotoButton onTake={picking.take} />
        {hasVoice() && (
          <IconButton
            icon={isMuted.value ? "mute" : "voice"}
            name={t("pick.voice")}
            pressed={!isMuted.value}
            onClick={() => (isMuted.value = !isMuted.value)}
          />
        )}
        {n > 0 ? (
          <LinkButton href={link("slips", slip.id, "issue")} icon="sign" look={isAll ? "main" : "plain"}>
            {t("slip.sign_for", { n })}
          </LinkButton>
        ) : (
          <span class="small">{t("pick.hint")}</span>
        )}
      </div>
      {typing && <Typed onClose={() => setTyping(false)} onTake={picking.take} />}
    </div>
  );
}
