/** A code another phone scans off this one's glass: black on white in every theme, as large as the screen allows. */
import { useMemo } from "preact/hooks";
import { qrCode } from "./qr/encode";

const QUIET = 4;

export function QrCode({ text, name }: { text: string; name: string }) {
  const dark = useMemo(() => qrCode(text), [text]);
  if (!dark) return null;
  const size = dark.length + 2 * QUIET;
  const path = dark.flatMap((row, y) => row.map((isDark, x) => (isDark ? `M${x + QUIET} ${y + QUIET}h1v1h-1z` : "")));
  return (
    <svg class="qr-code" viewBox={`0 0 ${size} ${size}`} role="img" aria-label={name} shape-rendering="crispEdges">
      <rect width={size} height={size} fill="#fff" />
      <path d={path.join("")} fill="#000" />
    </svg>
  );
}
