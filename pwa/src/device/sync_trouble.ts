/** The office cannot be reached, does not answer as the office, or wants to be left alone for a while. Nothing was lost or moved. */
export class Away extends Error {
  constructor(
    readonly code: string,
    readonly status = 0,
    readonly retry_s: number | null = null,
  ) {
    super(`away: ${code}`);
  }
}
