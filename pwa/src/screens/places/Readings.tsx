/** What was measured in a place lately: the newest in large, the last ones as a line, and whether they are within what is wanted. */
import { ago } from "../../i18n/dates";
import { t } from "../../i18n/t";
import { Notice } from "../../parts/Notice";
import { now } from "../../parts/now";
import { link as office, rows } from "../../state";
import { useFetched } from "../more/fetched";

interface Reading {
  id: string;
  temperature_c: string | null;
  humidity_pct: string | null;
  happened_ms: number;
  outside: string[];
}
interface Told {
  readings: Reading[];
  limits: Partial<Record<"temperature" | "humidity", [number, number]>>;
}

const MEASURES = [
  { key: "temperature", column: "temperature_c", unit: "°C" },
  { key: "humidity", column: "humidity_pct", unit: "%" },
] as const;
const PLOTTED = 60;

export function Readings({ place }: { place: string }) {
  const { found } = useFetched<Told>(`/api/places/${place}/readings`, 60_000, rows.value.version);
  if (!found) return office.value.state === "offline" ? <p class="small">{t("place.readings_offline")}</p> : null;
  const [newest] = found.readings;
  if (!newest) return null;
  return (
    <section class="slip-about readings">
      <h2>{t("place.readings")}</h2>
      {newest.outside.length > 0 && <Notice tone="flagged" title={t("place.outside")} />}
      {MEASURES.map(({ key, column, unit }) => (
        <Measure
          key={key}
          name={t(`place.${key}`)}
          unit={unit}
          values={found.readings.map((one) => one[column])}
          limits={found.limits[key]}
        />
      ))}
      <small>{ago(newest.happened_ms, now.value)}</small>
    </section>
  );
}

interface MeasureProps {
  name: string;
  unit: string;
  /** Newest first; null where it was not measured. */
  values: (string | null)[];
  limits: [number, number] | undefined;
}

function Measure({ name, unit, values, limits }: MeasureProps) {
  const known = values.filter((value) => value !== null).slice(0, PLOTTED);
  const [newest] = known;
  if (newest === undefined) return null;
  const isOut = limits !== undefined && (Number(newest) < limits[0] || Number(newest) > limits[1]);
  return (
    <div class={isOut ? "measure out" : "measure"}>
      <span>
        <small>{name}</small>
        <strong>
          {newest} {unit}
        </strong>
        {limits && (
          <small>
            {limits[0]} – {limits[1]} {unit}
          </small>
        )}
      </span>
      <Line values={known.map(Number).reverse()} limits={limits} />
    </div>
  );
}

const WIDE = 160;
const HIGH = 44;

/** The band is what is wanted, the line what was measured. */
function Line({ values, limits }: { values: number[]; limits: [number, number] | undefined }) {
  const all = [...values, ...(limits ?? [])];
  const [least, most] = [Math.min(...all), Math.max(...all)];
  const y = (value: number) => HIGH - 3 - ((value - least) / (most - least || 1)) * (HIGH - 6);
  const x = (i: number) => (values.length < 2 ? WIDE / 2 : (i / (values.length - 1)) * (WIDE - 4) + 2);
  const last = values.length - 1;
  return (
    <svg class="reading-line" viewBox={`0 0 ${WIDE} ${HIGH}`} width={WIDE} height={HIGH} aria-hidden="true">
      {limits && <rect x="0" width={WIDE} y={y(limits[1])} height={Math.max(1, y(limits[0]) - y(limits[1]))} class="band-wanted" />}
      <polyline points={values.map((value, i) => `${x(i)},${y(value)}`).join(" ")} />
      <circle cx={x(last)} cy={y(values[last] ?? 0)} r="3" />
    </svg>
  );
}
