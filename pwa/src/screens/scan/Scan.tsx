/** The main screen: which way, to whom, the camera, and the basket of what has been scanned. */
import { useState } from "preact/hooks";
import { t } from "../../i18n/t";
import { Button } from "../../parts/Button";
import { Segments } from "../../parts/Field";
import { MyCases } from "../../parts/MyCases";
import { useWedge } from "../../parts/useWedge";
import { TakeSheet } from "../handover/TakeSheet";
import { Band } from "./Band";
import { Basket } from "./Basket";
import { Camera } from "./Camera";
import { Flash } from "./Flash";
import { LotSheet } from "./LotSheet";
import { PhotoButton } from "./PhotoButton";
import { Picker } from "./Picker";
import { asking, basket, newBasket, see } from "./run";
import { Typed } from "./Typed";
import { DIRECTIONS, direction, target, turn } from "./target";

type Open = "picker" | "typed" | null;

export function Scan(_: { path: string[] }) {
  const [open, setOpen] = useState<Open>(null);
  useWedge((text) => see([text]));
  const close = () => setOpen(null);
  return (
    <div class="scan">
      <h1 class="unseen">{t("tab.scan")}</h1>
      <Band onPick={() => setOpen("picker")} />
      <div class="scan-stage">
        <Camera />
        <Flash />
      </div>
      <Basket />
      <div class="scan-acts">
        <MyCases />
        <Segments
          label={t("scan.direction")}
          showLabel={false}
          value={direction.value}
          choices={DIRECTIONS.map((value) => ({ value, label: t(`direction.${value}`) }))}
          onPick={turn}
        />
        <div class="acts">
          <Button icon="keyboard" onClick={() => setOpen("typed")}>
            {t("scan.type")}
          </Button>
          <PhotoButton />
          {target.value ? (
            <Button icon="plus" look="plain" onClick={newBasket} disabled={basket.value.length === 0}>
              {t("scan.new_basket")}
            </Button>
          ) : (
            <Button look="main" onClick={() => setOpen("picker")}>
              {t("scan.choose")}
            </Button>
          )}
        </div>
      </div>
      {open === "picker" && <Picker onClose={close} />}
      {open === "typed" && <Typed onClose={close} />}
      <TakeSheet />
      {asking.value && <LotSheet key={asking.value.sample.id} lot={asking.value} />}
    </div>
  );
}
