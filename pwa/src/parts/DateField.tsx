/** A day, as the phone's own calendar asks for it; kept as the UTC milliseconds of that day's local midnight. */
import { useId } from "preact/hooks";

interface Props {
  label: string;
  value: number | null;
  onInput: (ms: number | null) => void;
  min?: number | null;
  hint?: string | undefined;
  wrong?: string | undefined;
}

export function DateField({ label, value, onInput, min = null, hint, wrong }: Props) {
  const id = useId();
  const says = wrong ?? hint;
  return (
    <div class={wrong ? "field wrong" : "field"}>
      <label for={id}>{label}</label>
      <input
        id={id}
        type="date"
        value={isoDay(value)}
        min={isoDay(min)}
        onInput={(event) => onInput(dayOf(event.currentTarget.value))}
        aria-invalid={wrong !== undefined}
        aria-describedby={says ? `${id}-says` : undefined}
      />
      {says && <p id={`${id}-says`}>{says}</p>}
    </div>
  );
}

/** 2026-11-22, or nothing. */
export function isoDay(ms: number | null): string {
  if (ms === null) return "";
  const date = new Date(ms);
  const two = (n: number) => String(n).padStart(2, "0");
  return `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`;
}

/** The local midnight at which that day begins. */
export function dayOf(text: string): number | null {
  const [, year, month, date] = /^(\d{4})-(\d\d)-(\d\d)$/.exec(text) ?? [];
  return year && month && date ? new Date(Number(year), Number(month) - 1, Number(date)).getTime() : null;
}

/** The local midnight of today, and of so many days from it. */
export function today(days = 0, now: Date = new Date()): number {
  return new Date(now.getFullYear(), now.getMonth(), now.getDate() + days).getTime();
}
