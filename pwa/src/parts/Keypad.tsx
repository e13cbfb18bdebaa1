/** The pad on which a person types six digits with one thumb; a keyboard works as well. */
import type { Signal } from "@preact/signals";
import { useLayoutEffect } from "preact/hooks";
import { t } from "../i18n/t";
import { Icon } from "./Icon";

const PIN_LENGTH = 6;
const DIGITS = ["1", "2", "3", "4", "5", "6", "7", "8", "9"];

interface Props {
  typed: Signal<string>; // a signal, so that two keys faster than a drawing of the screen both count
  onFull: (pin: string) => void;
  disabled?: boolean;
  wrong?: boolean;
}

export function Keypad({ typed, onFull, disabled = false, wrong = false }: Props) {
  const n = typed.value.length;
  const press = (digit: string) => {
    if (disabled || typed.peek().length >= PIN_LENGTH) return;
    typed.value += digit;
    if (typed.peek().length === PIN_LENGTH) onFull(typed.peek());
  };
  const rub = () => {
    if (!disabled) typed.value = typed.peek().slice(0, -1);
  };
  useLayoutEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (event.ctrlKey || event.metaKey || event.altKey) return;
      if (/^\d$/.test(event.key)) press(event.key);
      if (event.key === "Backspace") rub();
    };
    addEventListener("keydown", onKey);
    return () => removeEventListener("keydown", onKey);
  });
  return (
    <div class={wrong ? "keypad wrong" : "keypad"}>
      <div class="pin-dots" role="status" aria-label={t("lock.typed", { n })}>
        {Array.from({ length: PIN_LENGTH }, (_, i) => (
          <span key={i} class={i < n ? "full" : ""} />
        ))}
      </div>
      <div class="keys">
        {DIGITS.map((digit) => (
          <Key key={digit} digit={digit} onPress={press} disabled={disabled} />
        ))}
        <span />
        <Key digit="0" onPress={press} disabled={disabled} />
        <button type="button" class="key rub" onClick={rub} disabled={disabled || n === 0} aria-label={t("lock.rub")}>
          <Icon name="delete" />
        </button>
      </div>
    </div>
  );
}

function Key({ digit, onPress, disabled }: { digit: string; onPress: (digit: string) => void; disabled: boolean }) {
  return (
    <button type="button" class="key" onClick={() => onPress(digit)} disabled={disabled}>
      {digit}
    </button>
  );
}
