/** What can be done with a piece as it stands: the likeliest act large and low, the rest in a list. */
import { useState } from "preact/hooks";
import type { SampleView } from "../../core/rows";
import { t } from "../../i18n/t";
import { Act } from "../../parts/Act";
import { IconButton, LinkButton } from "../../parts/Button";
import { Failure } from "../../parts/Notice";
import { openPaper } from "../../parts/paper";
import { link } from "../../parts/route";
import { Sheet } from "../../parts/Sheet";
import { lang, person, rights, rows } from "../../state";
import { DamageSheet } from "../handover/DamageSheet";
import { ShowSheet } from "../handover/ShowSheet";
import { mayIssue, mayRequest } from "../slips/slip";

type Open = "more" | "show" | "damage" | null;
const GONE: ReadonlySet<string> = new Set(["lost", "scrapped", "sold", "returned_to_owner"]);

export function SampleActs({ view }: { view: SampleView }) {
  const [open, setOpen] = useState<Open>(null);
  const close = () => setOpen(null);
  return (
    <div class="foot-acts slip-acts">
      <Likely view={view} />
      <IconButton icon="more" name={t("sample.more")} onClick={() => setOpen("more")} />
      {open === "more" && <MoreSheet view={view} onOpen={setOpen} onClose={close} />}
      {open === "show" && <ShowSheet samples={[view.id]} slip={view.slip} client={clientOf(view)} onClose={close} />}
      {open === "damage" && <DamageSheet view={view} onClose={close} />}
    </div>
  );
}

/** The client it is with, or for whom it went out. */
function clientOf(view: SampleView): string | null {
  if (rows.value.places.get(view.place ?? "")?.kind === "client") return view.place;
  return (view.slip && rows.value.slips.get(view.slip)?.told.client) || null;
}

const isMine = (view: SampleView): boolean => view.holder === person.value?.id || view.place === person.value?.id;
/** A fact, so it is offered by role; the office flags what it doubts. */
const mayRegister = (): boolean => person.value?.roles.some((role) => role === "clerk" || role === "supervisor") ?? false;
const isAway = (view: SampleView): boolean => ["out", "at_client", "at_booth", "in_transit", "in_repair"].includes(view.status);

function Likely({ view }: { view: SampleView }) {
  if (view.status === "unregistered" && mayRegister())
    return (
      <LinkButton href={`${link("register")}?piece=${view.id}`} icon="pen" look="main">
        {t("register.title")}
      </LinkButton>
    );
  if (isAway(view) && mayIssue())
    return (
      <LinkButton href={link("returns", view.id)} icon="in" look="main">
        {t("sample.take_back")}
      </LinkButton>
    );
  if (isMine(view))
    return (
      <LinkButton href={`${link("handover")}?sample=${view.id}`} icon="give" look="main">
        {t("give.title")}
      </LinkButton>
    );
  if (!GONE.has(view.status) && mayRequest())
    return (
      <LinkButton href={`${link("slips", "new")}?sample=${view.id}`} icon="slips" look="main">
        {t("sample.request")}
      </LinkButton>
    );
  return <span />;
}

function MoreSheet({ view, onOpen, onClose }: { view: SampleView; onOpen: (open: Open) => void; onClose: () => void }) {
  const [error, setError] = useState<unknown>(null);
  const paper = (kind: "pdf" | "zip") =>
    openPaper(`/api/samples/${view.id}/dossier.${kind}?lang=${lang.value}`, `${view.archive_no ?? view.id}.${kind}`).then(
      onClose,
      setError,
    );
  const isHere = !GONE.has(view.status);
  return (
    <Sheet title={t("sample.more")} onClose={onClose}>
      <ul class="menu">
        {isMine(view) && (
          <Act icon="give" name={t("give.title")} what={t("sample.give_what")} href={`${link("handover")}?sample=${view.id}`} />
        )}
        {isHere && <Act icon="client" name={t("show.title")} what={t("sample.show_what")} onClick={() => onOpen("show")} />}
        {isHere && <Act icon="workshop" name={t("damage.title")} what={t("sample.damage_what")} onClick={() => onOpen("damage")} />}
        {isAway(view) && mayIssue() && (
          <Act icon="in" name={t("sample.take_back")} what={t("sample.take_back_what")} href={link("returns", view.id)} />
        )}
        {isHere && mayRequest() && (
          <Act icon="slips" name={t("sample.request")} what={t("sample.request_what")} href={`${link("slips", "new")}?sample=${view.id}`} />
        )}
        {view.repair && <Act icon="workshop" name={t("sample.to_repair")} href={link("repairs", view.repair)} />}
        {view.commit > 0 && (
          <Act icon="file" name={t("sample.dossier")} what={t("sample.dossier_what")} onClick={() => void paper("pdf")} />
        )}
        {view.commit > 0 && <Act icon="file" name={t("sample.dossier_zip")} onClick={() => void paper("zip")} />}
        {mayRegister() && (
          <Act icon="plus" name={t("sample.like")} what={t("sample.like_what")} href={`${link("register")}?like=${view.id}`} />
        )}
        {rights.value.includes("register") && view.archive_no && (
          <Act icon="pen" name={t("register.amend")} what={t("register.amend_what")} href={`${link("register")}?amend=${view.id}`} />
        )}
        {rights.value.includes("tags") && <Act icon="tag" name={t("sample.print")} href={link("more", "labels", view.id)} />}
      </ul>
      {error !== null && <Failure error={error} />}
    </Sheet>
  );
}
