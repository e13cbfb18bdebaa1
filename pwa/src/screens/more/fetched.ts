/** Something the office has to be asked for: what came, what went wrong, and asking again; and what it is told to do. */
import { useEffect, useState } from "preact/hooks";
import { api } from "../../device/api";
import { openSession } from "../../device/people";
import { rights } from "../../state";

export interface Fetched<T> {
  found: T | null;
  error: unknown;
  again: () => void;
}

/** The office may still be looking at the PIN of somebody who has just unlocked. */
export const signedIn = (): Promise<void> => (rights.value.length === 0 ? openSession() : Promise.resolve());

/** An act of authority, by whoever is unlocked. */
export async function tell<T>(method: string, path: string, body?: unknown): Promise<T> {
  await signedIn();
  return api<T>(method, path, body);
}

/** `every_ms` asks again that often while the screen is up; `stamp` asks again when it changes. */
export function useFetched<T>(path: string, every_ms = 0, stamp: unknown = null): Fetched<T> {
  const [found, setFound] = useState<T | null>(null);
  const [error, setError] = useState<unknown>(null);
  const [turn, setTurn] = useState(0);
  useEffect(() => {
    let over = false;
    const take = (value: T) => {
      if (over) return;
      setFound(value);
      setError(null);
    };
    api<T>("GET", path).then(take, (failure: unknown) => !over && setError(failure));
    const timer = every_ms ? setTimeout(() => setTurn((n) => n + 1), every_ms) : undefined;
    return () => {
      over = true;
      clearTimeout(timer);
    };
  }, [path, turn, every_ms, stamp]);
  return { found, error, again: () => setTurn((n) => n + 1) };
}
