/** A labelled field of several lines, for notes and reasons. */
import { useId } from "preact/hooks";

interface Props {
  label: string;
  value: string;
  onInput: (value: string) => void;
  hint?: string | undefined;
  rows?: number;
  maxLength?: number;
}

export function TextArea({ label, value, onInput, hint, rows = 2, maxLength = 2_000 }: Props) {
  const id = useId();
  return (
    <div class="field">
      <label for={id}>{label}</label>
      <textarea
        id={id}
        rows={rows}
        value={value}
        maxLength={maxLength}
        onInput={(event) => onInput(event.currentTarget.value)}
        aria-describedby={hint ? `${id}-says` : undefined}
      />
      {hint && <p id={`${id}-says`}>{hint}</p>}
    </div>
  );
}
