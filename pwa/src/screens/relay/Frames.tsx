/** Frames of an animated code, one after another on the glass: black on white in every theme, a dot of the picture for each module. */
import { useEffect, useRef } from "preact/hooks";
import { encode } from "uqr";
import { frameText } from "../../device/fountain";

const A_SECOND = 8; // a camera at 30 a second sees each three or four times; measured: bench/relay
const QUIET = 4;
const [DARK, LIGHT] = [0xff000000, 0xffffffff]; // alpha, blue, green, red

export function Frames({ frames, name }: { frames: Uint8Array[]; name: string }) {
  const canvas = useRef<HTMLCanvasElement>(null);
  useEffect(() => {
    let at = 0;
    const show = () => {
      const frame = frames[at % frames.length];
      if (canvas.current && frame) draw(canvas.current, frameText(frame, Date.now()));
      at += 1;
    };
    show();
    const timer = setInterval(show, 1000 / A_SECOND);
    return () => clearInterval(timer);
  }, [frames]);
  return <canvas ref={canvas} class="frames" role="img" aria-label={name} />;
}

/** On glass a code is whole, so it has the least redundancy that fits, and the largest modules. */
function draw(canvas: HTMLCanvasElement, text: string): void {
  const { data, size } = encode(text, { ecc: "L", boostEcc: true, border: QUIET });
  if (canvas.width !== size) Object.assign(canvas, { width: size, height: size });
  const picture = new ImageData(size, size);
  const dots = new Uint32Array(picture.data.buffer);
  for (const [y, row] of data.entries()) for (const [x, isDark] of row.entries()) dots[y * size + x] = isDark ? DARK : LIGHT;
  canvas.getContext("2d")?.putImageData(picture, 0, 0);
}
