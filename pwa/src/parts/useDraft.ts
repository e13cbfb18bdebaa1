/** What somebody has typed and not kept outlives this phone locking itself: it is there again when they unlock, for them alone. */
import { effect } from "@preact/signals";
import { useLayoutEffect, useRef, useState } from "preact/hooks";
import { person } from "../state";
import { hash } from "./route";

/** By person, then by the screen's address, then by the name of the draft; in memory only, as it was before. */
const left = new Map<string, Map<string, Map<string, unknown>>>();

/** As `useState`. `name`: one at an address, such as the line it is about. Leaving the screen, or keeping it, ends it. */
export function useDraft<T>(name: string, blank: () => T): [T, (next: T | ((old: T) => T)) => void] {
  const [state, setState] = useState<T>(() => {
    const here = screenOf(person.peek()?.id, hash.peek());
    const value = here?.has(name) ? (here.get(name) as T) : blank();
    here?.delete(name);
    return value;
  });
  const newest = useRef(state);
  newest.current = state;
  useLayoutEffect(() => {
    const [who, where] = [person.peek()?.id, hash.peek()];
    return () => {
      if (who && !person.peek()) leave(who, where, name, newest.current);
    };
  }, [name]);
  return [state, setState];
}

const screenOf = (who: string | undefined, where: string): Map<string, unknown> | undefined => left.get(who ?? "")?.get(where);

function leave(who: string, where: string, name: string, value: unknown): void {
  const screens = left.get(who) ?? new Map<string, Map<string, unknown>>();
  const here = screens.get(where) ?? new Map<string, unknown>();
  left.set(who, screens.set(where, here.set(name, value)));
}

/** Who goes elsewhere has done with what was on that screen, as ever; somebody else at this phone meanwhile takes nothing from them. */
let last = hash.peek();
effect(() => {
  const now = hash.value;
  const who = person.peek()?.id;
  if (who && now !== last) left.get(who)?.delete(last);
  last = now;
});
