/** A run of scans that are judged on this phone: recorded at once when right, put to the person when not. Picking and fairs share it. */
import { type Signal, signal } from "@preact/signals";
import type { Draft } from "../../core/action";
import type { Outcome } from "../../core/judge";
import type { Reservation } from "../../core/reserve";
import type { FairView, SampleView } from "../../core/rows";
import { newId } from "../../device/clock";
import { feel } from "../../device/feel";
import { record, undo } from "../../device/outbox";
import { t } from "../../i18n/t";
import { say } from "./voice";

/** What a scan was judged to be; `place`: a place's own tag, which records nothing. */
export interface Judged {
  verdict: string;
  outcome: Outcome;
  reasons: readonly string[];
  take: "now" | "ask" | "no";
  code: string | null;
  sample?: SampleView;
  place?: string;
  /** The slip, or the fair, it is promised to. */
  by?: Reservation;
  fair?: FairView;
}
/** `asked`: it waits for "take anyway"; `failed`: the phone could not store it. */
export interface Shown<J extends Judged = Judged> {
  key: string;
  text: string;
  judged: J;
  state: "taken" | "asked" | "left" | "told" | "failed";
  actions: string[];
}
interface Rules<J extends Judged> {
  /** Null while there is nothing to judge by. */
  judge: (text: string) => J | null;
  drafts: (judged: J) => readonly Draft[];
  /** The verdict as it is spoken. */
  spoken: (judged: J) => string;
  onPlace: (place: string) => void;
}
/** What the screen of any run needs. */
export interface Asking {
  readonly shown: { readonly value: Shown | null };
  takeAnyway: () => Promise<void>;
  leave: () => void;
  takeBack: () => Promise<void>;
}
export interface Run<J extends Judged> extends Asking {
  shown: Signal<Shown<J> | null>;
  see: (texts: readonly string[]) => void;
  take: (text: string) => Promise<void>;
}

export function judgedRun<J extends Judged>(rules: Rules<J>): Run<J> {
  const shown = signal<Shown<J> | null>(null);

  const show = (text: string, judged: J, state: Shown["state"], actions: string[] = []): void => {
    shown.value = { key: newId(), text, judged, state, actions };
  };

  async function store(text: string, judged: J): Promise<void> {
    const drafts = rules.drafts(judged);
    if (!drafts.length) return;
    try {
      const made = await record([...drafts]);
      show(
        text,
        judged,
        "taken",
        made.map(({ id }) => id),
      );
      feel(judged.outcome);
      say(judged.verdict === "right" ? t("pick.say_right") : t("pick.say_taken"));
    } catch (error) {
      console.error(error);
      show(text, judged, "failed");
      feel("refused");
      say(t("pick.say_failed"));
    }
  }

  async function take(text: string): Promise<void> {
    const before = shown.value;
    if (before?.state === "asked" && before.text === text) return; // still held before the camera: the question stands
    const judged = rules.judge(text);
    if (!judged) return feel("refused"); // the screen is not ready: never silently
    if (judged.take === "now") return store(text, judged);
    if (judged.place) rules.onPlace(judged.place);
    if (before?.state === "asked" && judged.take === "no" && judged.verdict !== "place") return; // a piece seen again answers no question
    show(text, judged, judged.take === "ask" ? "asked" : "told");
    feel(judged.verdict === "place" ? "again" : judged.outcome);
    if (judged.verdict !== "place" && judged.outcome !== "again") say(rules.spoken(judged));
  }

  /** A fact all the same: it is taken, and everybody sees that it was not as it should be. */
  async function takeAnyway(): Promise<void> {
    const question = shown.value;
    if (question?.state === "asked") await store(question.text, question.judged);
  }

  async function takeBack(): Promise<void> {
    const last = shown.value;
    if (!last?.actions.length) return;
    try {
      for (const action of [...last.actions].reverse()) await undo(action);
      shown.value = null;
      feel("again");
    } catch (error) {
      console.error(error);
      shown.value = { ...last, state: "failed" };
      feel("refused");
    }
  }

  const leave = (): void => {
    if (shown.value) shown.value = { ...shown.value, state: "left" };
  };
  const see = (texts: readonly string[]): void => {
    for (const text of texts) void take(text);
  };
  return { shown, see, take, takeAnyway, leave, takeBack };
}
