/** Something the office has to be asked for: what came, what went wrong, and asking again. */
import { useEffect, useState } from "preact/hooks";
import { api } from "../../device/api";

export interface Fetched<T> {
  found: T | null;
  error: unknown;
  again: () => void;
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
