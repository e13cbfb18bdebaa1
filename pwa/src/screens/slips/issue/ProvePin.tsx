/** The receiver types the PIN only they know, on whoever's phone this is; nobody is signed in by it. */
import { useSignal } from "@preact/signals";
import { useState } from "preact/hooks";
import { provePin } from "../../../device/people";
import { t } from "../../../i18n/t";
import { Keypad } from "../../../parts/Keypad";

export function ProvePin({ person, onProved }: { person: string; onProved: () => void }) {
  const typed = useSignal("");
  const [said, setSaid] = useState<"checking" | "wrong" | "wait" | null>(null);
  const check = async (pin: string) => {
    setSaid("checking");
    const answer = await provePin(person, pin);
    typed.value = "";
    setSaid(answer === "ok" ? null : answer);
    if (answer === "ok") onProved();
  };
  return (
    <div class="prove-pin">
      <p role="status">{said ? t(`lock.${said}`) : t("issue.pin_what")}</p>
      <Keypad typed={typed} onFull={(pin) => void check(pin)} disabled={said === "checking"} wrong={said === "wrong"} />
    </div>
  );
}
