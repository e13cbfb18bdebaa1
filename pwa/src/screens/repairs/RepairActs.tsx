/** What can be done with a repair as it stands: assess, send, cost, back, inspect, or write the piece off. */
import { useState } from "preact/hooks";
import { backDraft, sendDraft } from "../../core/matter_drafts";
import type { PlaceRow, RepairView, SampleView } from "../../core/rows";
import { feel } from "../../device/feel";
import { record } from "../../device/outbox";
import { t } from "../../i18n/t";
import { Button, LinkButton } from "../../parts/Button";
import { Failure } from "../../parts/Notice";
import { PlaceList } from "../../parts/PlaceList";
import { link } from "../../parts/route";
import { Sheet } from "../../parts/Sheet";
import { AssessSheet } from "./AssessSheet";
import { CostSheet } from "./CostSheet";
import { isOver, mayMend, mayWriteOff } from "./repair";
import { WriteOffSheet } from "./WriteOffSheet";

type Open = "assess" | "send" | "cost" | "back" | "write_off" | null;

export function RepairActs({ repair, view }: { repair: RepairView; view: SampleView }) {
  const [open, setOpen] = useState<Open>(null);
  const close = () => setOpen(null);
  if (isOver(repair)) return null;
  return (
    <div class="foot-acts">
      {mayMend() && <Mending repair={repair} view={view} onOpen={setOpen} />}
      {mayWriteOff(repair) && (
        <Button look="danger" icon="gone" onClick={() => setOpen("write_off")}>
          {t("repair.write_off")}
        </Button>
      )}
      {open === "assess" && <AssessSheet repair={repair} view={view} onClose={close} />}
      {open === "cost" && <CostSheet repair={repair} view={view} onClose={close} />}
      {open === "write_off" && <WriteOffSheet repair={repair} view={view} onClose={close} />}
      {open === "send" && (
        <MoveSheet
          title={t("repair.send")}
          fits={(place) => place.kind === "workshop"}
          onMove={(place) => record([sendDraft(repair.id, view.id, place, view.place)])}
          onClose={close}
        />
      )}
      {open === "back" && (
        <MoveSheet
          title={t("repair.take_back")}
          fits={(place) => place.kind === "store"}
          onMove={(place) => record([backDraft(repair.id, view.id, place, view.place)])}
          onClose={close}
        />
      )}
    </div>
  );
}

function Mending({ repair, view, onOpen }: { repair: RepairView; view: SampleView; onOpen: (open: Open) => void }) {
  const { status } = repair;
  return (
    <>
      {(status === "reported" || status === "assessed") && (
        <Button icon="pen" look={status === "reported" ? "main" : "plain"} onClick={() => onOpen("assess")}>
          {t(status === "reported" ? "repair.assess" : "repair.assess_again")}
        </Button>
      )}
      {status === "assessed" && repair.told.decision === "repair" && (
        <Button icon="out" look="main" onClick={() => onOpen("send")}>
          {t("repair.send")}
        </Button>
      )}
      {(status === "at_workshop" || status === "back") && (
        <Button icon="receipt" onClick={() => onOpen("cost")}>
          {t("repair.put_cost")}
        </Button>
      )}
      {status === "at_workshop" && (
        <Button icon="in" look="main" onClick={() => onOpen("back")}>
          {t("repair.take_back")}
        </Button>
      )}
      {status === "back" && (
        <LinkButton href={link("returns", view.id)} icon="search" look="main">
          {t("repair.inspect")}
        </LinkButton>
      )}
    </>
  );
}

interface MoveProps {
  title: string;
  fits: (place: PlaceRow) => boolean;
  onMove: (place: string) => Promise<unknown>;
  onClose: () => void;
}

function MoveSheet({ title, fits, onMove, onClose }: MoveProps) {
  const [error, setError] = useState<unknown>(null);
  const move = (place: PlaceRow) =>
    onMove(place.id).then(
      () => {
        feel("stored");
        onClose();
      },
      (failure) => {
        feel("refused");
        setError(failure);
      },
    );
  return (
    <Sheet title={title} onClose={onClose}>
      <PlaceList fits={fits} onPick={(place) => void move(place)} />
      {error !== null && <Failure error={error} />}
    </Sheet>
  );
}
