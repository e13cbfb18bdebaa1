/** Somebody signed in with the right to enrol makes their own browser a device: invite and acceptance in one go. */
import { api } from "../../device/api";
import { enrol } from "../../device/keys";

export async function enrolSelf(name: string): Promise<void> {
  const invite = await api<{ code: string }>("POST", "/api/devices/invites", { name });
  await enrol(invite.code, name);
}
