/** A labelled input, and a row of choices of which one is taken. */
import type { ComponentChildren } from "preact";
import { useId } from "preact/hooks";
import { Icon } from "./Icon";

interface FieldProps {
  label: string;
  value: string;
  onInput: (value: string) => void;
  type?: "text" | "password" | "search";
  inputMode?: "text" | "numeric" | "decimal" | "search";
  hint?: string | undefined;
  wrong?: string | undefined;
  autocomplete?: string;
  maxLength?: number;
  required?: boolean;
  autofocus?: boolean;
  lang?: string;
}

export function Field({
  label,
  value,
  onInput,
  type = "text",
  hint,
  wrong,
  autocomplete = "off",
  inputMode,
  maxLength,
  required,
  autofocus,
  lang,
}: FieldProps) {
  const id = useId();
  const says = wrong ?? hint;
  return (
    <div class={wrong ? "field wrong" : "field"}>
      <label for={id}>{label}</label>
      <input
        id={id}
        type={type as "text"}
        value={value}
        onInput={(event) => onInput(event.currentTarget.value)}
        autocomplete={autocomplete}
        autocapitalize="off"
        spellcheck={false}
        aria-invalid={wrong !== undefined}
        aria-describedby={says ? `${id}-says` : undefined}
        inputMode={inputMode}
        maxLength={maxLength}
        required={required}
        autofocus={autofocus}
        lang={lang}
      />
      {says && <p id={`${id}-says`}>{says}</p>}
    </div>
  );
}

export interface Choice<T extends string> {
  value: T;
  label: ComponentChildren;
}

export function Select<T extends string>({
  label,
  value,
  choices,
  onPick,
}: {
  label: string;
  value: T;
  choices: Choice<T>[];
  onPick: (value: T) => void;
}) {
  const id = useId();
  return (
    <div class="field">
      <label for={id}>{label}</label>
      <span class="select">
        <select id={id} value={value} onChange={(event) => onPick(event.currentTarget.value as T)}>
          {choices.map((choice) => (
            <option key={choice.value} value={choice.value}>
              {choice.label}
            </option>
          ))}
        </select>
        <Icon name="down" size={18} />
      </span>
    </div>
  );
}

/** Choices side by side, all in sight. */
export function Segments<T extends string>({
  label,
  value,
  choices,
  onPick,
  showLabel = true,
}: {
  label: string;
  value: T;
  choices: Choice<T>[];
  onPick: (value: T) => void;
  showLabel?: boolean;
}) {
  const id = useId();
  return (
    <fieldset class="segments">
      <legend class={showLabel ? "" : "unseen"}>{label}</legend>
      <div>
        {choices.map((choice) => (
          <label
            key={choice.value}
            class={choice.value === value ? "taken" : ""}
            lang={LANGUAGE.test(choice.value) ? choice.value : undefined}
          >
            <input type="radio" name={id} value={choice.value} checked={choice.value === value} onChange={() => onPick(choice.value)} />
            <span>{choice.label}</span>
          </label>
        ))}
      </div>
    </fieldset>
  );
}

const LANGUAGE = /^(en|zh-Han[ts])$/; // a language's own name is written in that language
