/** Calls of the screens to the office, and the timeline of a sample, which is kept for when there is no network. */
import { isObject } from "../core/reply";
import type { EntryRow } from "../core/rows";
import { lacksStep, rows } from "../state";
import { exchange, linkUp, NoAnswer } from "./exchange";
import { keepTimeline, keptTimeline } from "./rows_tables";

/** The office's own words about what is wrong, or `no_answer` with status 0. */
export class ApiError extends Error {
  constructor(
    readonly code: string,
    message: string,
    readonly status: number,
    readonly request: string | null,
    readonly field: string | null = null,
  ) {
    super(message);
  }
}

const text = (value: unknown): string | null => (typeof value === "string" && value ? value : null);

export function errorOf(status: number, json: unknown): ApiError {
  const said = isObject(json) ? json : {};
  const code = text(said.code) ?? `status_${status}`;
  return new ApiError(code, text(said.message) ?? code, status, text(said.request), text(said.field));
}

/** The firm may have begun to require a second step while somebody was at work. */
function refusal(error: ApiError): ApiError {
  if (error.code === "second_step_missing") lacksStep.value = true;
  return error;
}

/** The JSON of a 2xx; throws ApiError for everything else. */
export async function api<T>(method: string, path: string, body?: unknown): Promise<T> {
  const answer = await exchange(method, path, { body, timeout_ms: 15_000 }).catch((error: unknown) => {
    if (error instanceof NoAnswer) throw new ApiError("no_answer", error.message, 0, null);
    throw error;
  });
  linkUp();
  if (answer.status < 200 || answer.status > 299) throw refusal(errorOf(answer.status, answer.json));
  return answer.json as T;
}

/** Newest first. From the office; without it what was last seen, else what is known of the newest 500 entries. */
export async function timeline(sampleId: string): Promise<EntryRow[]> {
  try {
    const found = await api<{ entries: EntryRow[] }>("GET", `/api/samples/${encodeURIComponent(sampleId)}/timeline`);
    await keepTimeline(sampleId, found.entries);
    return found.entries;
  } catch (error) {
    if (!(error instanceof ApiError)) throw error;
    if (error.status === 403 || error.status === 404) throw error;
    return (await keptTimeline(sampleId)) ?? rows.value.entries.filter((entry) => entry.sample === sampleId);
  }
}
