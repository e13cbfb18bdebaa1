/** Second steps of signing in, as the office tells of them. */

/** `step`: `second` follows the password in one of `ways`; `add`: nothing is allowed before there is one. */
export interface Session {
  person: { id: string } | null;
  rights: string[];
  step?: "second" | "add";
  ways?: string[];
}
export interface PasskeyRow {
  id: string;
  name: string;
  host: string;
  added_ms: number;
  last_used_ms: number | null;
}
export interface Steps {
  passkeys: PasskeyRow[];
  totp_since_ms: number | null;
  host: string | null; // passkeys made here belong to it; null: none can be made here
  missing: boolean;
  has_password: boolean;
}
