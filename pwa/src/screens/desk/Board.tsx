/** The live board: where the stock is and what it is worth, what is late, what happens, what does not add up — and how old this view is. */
import type { ComponentChildren } from "preact";
import { useState } from "preact/hooks";
import { clock } from "../../i18n/dates";
import { t } from "../../i18n/t";
import { IconButton } from "../../parts/Button";
import { Head } from "../../parts/Head";
import { now } from "../../parts/now";
import { asked, link } from "../../parts/route";
import { Wordmark } from "../../parts/Wordmark";
import { rights } from "../../state";
import { openCases } from "../cases/CaseList";
import { Activity } from "./Activity";
import { Age } from "./Age";
import { Conflicts } from "./Conflicts";
import { Holders } from "./Holders";
import { Late } from "./Late";
import { Outside } from "./Outside";
import { PhonesOwing } from "./PhonesOwing";
import { PlaceMap } from "./PlaceMap";
import { CategoryBar, StatusRing } from "./Rings";
import { held, holderLead, holderSaid, late, shown, worth } from "./shown";
import { Tones } from "./tones";
import { Leave, useWall, WallSheet } from "./Wall";

export function Board(_: { path: string[] }) {
  const [choosing, setChoosing] = useState(false);
  const isWall = asked.value.has("wall");
  useWall(isWall);
  return (
    <div class="board">
      {isWall ? (
        <WallHead />
      ) : (
        <Head title={t("tab.board")} badge={<Age />}>
          <IconButton icon="wall" name={t("board.wall")} onClick={() => setChoosing(true)} />
        </Head>
      )}
      <Strip />
      <div class="board-cards">
        <Card area="map" title={t("board.by_place")}>
          <PlaceMap />
        </Card>
        <Card area="outside" title={t("board.outside")}>
          <Outside />
        </Card>
        <Card area="status" title={t("board.by_status")}>
          <StatusRing />
          <h3>{t("board.by_category")}</h3>
          <CategoryBar />
        </Card>
        <Card area="holders" title={t("board.by_holder")}>
          <Holders tallies={shown.value.holders} most={9} say={holderSaid} lead={holderLead} />
        </Card>
        <Card area="late" title={t("board.late")}>
          <Late />
        </Card>
        <Card area="cases" title={<a href={link("more", "cases")}>{t("cases.title")}</a>}>
          <Conflicts />
        </Card>
        <Card area="activity" title={t("board.activity")}>
          <Activity />
        </Card>
        {rights.value.includes("phones") && (
          <Card area="phones" title={t("board.phones")}>
            <PhonesOwing />
          </Card>
        )}
      </div>
      <Tones />
      {isWall && <Leave />}
      {choosing && <WallSheet onClose={() => setChoosing(false)} />}
    </div>
  );
}

function WallHead() {
  return (
    <header class="wall-head">
      <Wordmark />
      <h1>{t("tab.board")}</h1>
      <Age />
      <time>{clock(now.value)}</time>
    </header>
  );
}

function Card({ area, title, children }: { area: string; title: ComponentChildren; children: ComponentChildren }) {
  return (
    <section class={`card board-card board-${area}`}>
      <h2>{title}</h2>
      <div class="board-inside">{children}</div>
    </section>
  );
}

function Strip() {
  const { stock, inStore, away, outside } = shown.value;
  return (
    <dl class="figures">
      <Figure name={t("board.all")}>{t("common.number", { n: stock.n })}</Figure>
      <Figure name={t("board.in_store")}>{t("common.number", { n: inStore })}</Figure>
      <Figure name={t("board.away")}>{t("common.number", { n: away })}</Figure>
      <Figure name={t("board.outside")} look="long">
        {worth(outside) || t("common.number", { n: 0 })}
      </Figure>
      <Figure name={t("board.late")} look={late.value.length + held.value.length ? "warn" : ""}>
        {t("common.number", { n: late.value.length + held.value.length })}
      </Figure>
      <Figure name={t("board.cases")} look={openCases().length ? "alarm" : ""}>
        {t("common.number", { n: openCases().length })}
      </Figure>
    </dl>
  );
}

function Figure({ name, children, look = "" }: { name: string; children: string; look?: string }) {
  return (
    <div class={`figure ${look}`}>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  );
}
