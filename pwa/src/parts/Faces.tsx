/** One to five in one tap: five faces from displeased to delighted, each with its word. */
import { useId } from "preact/hooks";
import { t } from "../i18n/t";

export const SATISFACTION = [1, 2, 3, 4, 5] as const;
export type Satisfaction = (typeof SATISFACTION)[number];

/** How far the corners of the mouth are above its middle. */
const MOUTH: Record<Satisfaction, number> = { 1: -3.4, 2: -1.7, 3: 0, 4: 2.2, 5: 4.4 };

interface Props {
  label: string;
  value: Satisfaction | null;
  onPick: (value: Satisfaction) => void;
}

export function Faces({ label, value, onPick }: Props) {
  const id = useId();
  return (
    <fieldset class="mood">
      <legend>{label}</legend>
      <div>
        {SATISFACTION.map((one) => (
          <label key={one} class={one === value ? "taken" : ""}>
            <input type="radio" name={id} value={one} checked={one === value} onChange={() => onPick(one)} />
            <Face mood={one} />
            <span>{t(`mood.${one}`)}</span>
          </label>
        ))}
      </div>
    </fieldset>
  );
}

export function Face({ mood, size = 40 }: { mood: Satisfaction; size?: number }) {
  const bend = MOUTH[mood];
  return (
    <svg
      width={size}
      height={size}
      viewBox="0 0 24 24"
      fill="none"
      stroke="currentColor"
      stroke-width="1.4"
      stroke-linecap="round"
      aria-hidden="true"
    >
      <circle cx="12" cy="12" r="9.4" />
      <path d="M8.6 9.2v1 M15.4 9.2v1" stroke-width="1.9" />
      <path d={`M7.8 ${15.6 - bend / 2}Q12 ${15.6 + bend} 16.2 ${15.6 - bend / 2}`} />
    </svg>
  );
}
