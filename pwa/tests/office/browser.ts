/** What a browser does for the app and Node does not: an origin, and a jar of cookies. */
import type { Fetch } from "../device/engine";

export class Browser {
  private jar = new Map<string, string>();
  constructor(readonly origin: string) {}

  fetch: Fetch = async (input, init) => {
    const headers = new Headers(init.headers);
    headers.set("Origin", this.origin);
    if (this.jar.size) headers.set("Cookie", [...this.jar].map(([name, value]) => `${name}=${value}`).join("; "));
    const answer = await fetch(new URL(input, this.origin), { ...init, headers });
    for (const cookie of answer.headers.getSetCookie()) {
      const [name, value] = (cookie.split(";")[0] ?? "").split("=", 2);
      if (name) this.jar.set(name, value ?? "");
    }
    return answer;
  };

  loseCookies(): void {
    this.jar.clear();
  }
}
