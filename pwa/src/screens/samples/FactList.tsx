/** What was written down when the piece was registered. Weights as registered; carat is stone weight, fineness a number. */
import type { ComponentChildren } from "preact";
import type { SampleView, Stone } from "../../core/rows";
import { metalWords, stoneWords } from "../../core/title";
import { t, word } from "../../i18n/t";
import { money } from "../../parts/money";
import { categoryName, ownName, placeName } from "../../parts/names";
import { lang } from "../../state";

export function FactList({ view }: { view: SampleView }) {
  const { facts } = view;
  return (
    <section class="facts">
      <h2>{t("sample.facts")}</h2>
      <dl>
        <Fact name={t("fact.type")}>{word("type", view.type)}</Fact>
        <Fact name={t("fact.category")}>{categoryName(view.category)}</Fact>
        <Fact name={t("fact.model")}>{view.model}</Fact>
        <Fact name={t("fact.number")}>{view.number}</Fact>
        <Fact name={t("fact.gross")}>{facts.gross_g && t("unit.g", { n: facts.gross_g })}</Fact>
        {facts.metals?.map((metal, i) => (
          <Fact key={`metal ${i}`} name={t("fact.metal")}>
            {[metalWords(metal, lang.value), metal.net_g && t("fact.net", { n: metal.net_g })].filter(Boolean).join(" · ")}
          </Fact>
        ))}
        {facts.stones?.map((stone, i) => (
          <Fact key={`stone ${i}`} name={t("fact.stone")}>
            {stoneLine(stone)}
          </Fact>
        ))}
        {facts.certificates?.map((paper) => (
          <Fact key={paper.number} name={t("fact.certificate")}>
            {[paper.lab, paper.number, paper.date].filter(Boolean).join(" · ")}
          </Fact>
        ))}
        <Fact name={t("fact.size")}>{facts.size}</Fact>
        <Fact name={t("register.dimensions")}>{facts.dimensions}</Fact>
        <Fact name={t("fact.quantity")}>{view.quantity > 1 && t("basket.pieces", { n: view.quantity })}</Fact>
        <Fact name={t("fact.ownership")}>{word("ownership", facts.ownership)}</Fact>
        <Fact name={t("fact.client")}>{facts.client}</Fact>
        <Fact name={t("fact.supplier")}>{facts.supplier}</Fact>
        <Fact name={t("fact.insured")}>{money(facts.insured)}</Fact>
        <Fact name={t("fact.condition")}>{ownName("grades", view.condition) ?? word("condition", view.condition)}</Fact>
        <Fact name={t("fact.home")}>{placeName(view.home)}</Fact>
        {Object.entries(facts.custom ?? {}).map(([key, value]) => (
          <Fact key={`custom ${key}`} name={ownName("custom_fields", key) ?? key}>
            {String(value)}
          </Fact>
        ))}
        <Fact name={t("fact.notes")}>{facts.notes}</Fact>
      </dl>
    </section>
  );
}

function Fact({ name, children }: { name: string; children: ComponentChildren }) {
  if (!children) return null;
  return (
    <div>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  );
}

function stoneLine(stone: Stone): string {
  const count = (stone.count ?? 1) > 1 ? ` × ${stone.count}` : "";
  const details = [
    word("shape", stone.shape),
    stone.ct && t("unit.ct", { n: stone.ct }),
    stone.colour,
    stone.clarity,
    word("treatment", stone.treatment),
  ];
  return [stoneWords(stone, lang.value) + count, ...details].filter(Boolean).join(" · ");
}
