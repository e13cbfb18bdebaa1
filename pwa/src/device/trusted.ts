/** Trusted Types: what this page starts as a script is the office's own, and no text ever becomes markup or code. Imported first of all. */

type Rules = { createScriptURL(url: string): string };
const browser = globalThis as { trustedTypes?: { createPolicy(name: string, rules: Rules): unknown } };

// The default one: it leaves `new Worker(new URL(…))` as the build must find it, and there is none for markup or code.
browser.trustedTypes?.createPolicy("default", {
  createScriptURL(url) {
    if (new URL(url, location.href).origin !== location.origin) throw new TypeError(`not the office's own script: ${url}`);
    return url;
  },
});
