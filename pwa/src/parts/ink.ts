/** A pen on a canvas: smooth lines from the points a finger, a pen or a mouse gives, always dark ink on white paper. */

const INK = "#14213d";
const PAPER = "#ffffff";
const THIN = 1.4;
const THICK = 3.4;

interface Point {
  x: number;
  y: number;
  at_ms: number;
}

export interface Ink {
  clear: () => void;
  /** A name set in a writing hand, for who cannot draw. */
  write: (name: string) => void;
  png: () => Promise<Blob | null>;
  stop: () => void;
}

/** Listens on the canvas until stopped; `onLift` is told after each stroke. */
export function startInk(canvas: HTMLCanvasElement, onLift: () => void): Ink {
  const context = canvas.getContext("2d");
  if (!context) throw new Error("this browser draws nothing");
  const scale = scaleTo(canvas);
  let last: Point | null = null;
  let middle: Point | null = null;
  let width = THICK;
  const clear = () => {
    context.fillStyle = PAPER;
    context.fillRect(0, 0, canvas.width, canvas.height);
  };
  const pointOf = (event: PointerEvent): Point => {
    const box = canvas.getBoundingClientRect();
    return { x: (event.clientX - box.left) * scale, y: (event.clientY - box.top) * scale, at_ms: event.timeStamp };
  };
  const down = (event: PointerEvent) => {
    if (event.button !== 0) return;
    event.preventDefault();
    capture(canvas, event.pointerId);
    last = pointOf(event);
    middle = last;
    dot(context, last, (THICK * scale) / 2);
  };
  const move = (event: PointerEvent) => {
    if (!last || !middle) return;
    event.preventDefault();
    const all = event.getCoalescedEvents?.() ?? [];
    for (const one of all.length ? all : [event]) {
      const next = pointOf(one);
      const half: Point = { x: (last.x + next.x) / 2, y: (last.y + next.y) / 2, at_ms: next.at_ms };
      width += (widthAt(last, next, scale) - width) * 0.3; // a pen does not change its width at once
      curve(context, middle, last, half, width * scale);
      [last, middle] = [next, half];
    }
  };
  const up = () => {
    if (!last) return;
    last = null;
    middle = null;
    onLift();
  };
  canvas.addEventListener("pointerdown", down);
  canvas.addEventListener("pointermove", move);
  canvas.addEventListener("pointerup", up);
  canvas.addEventListener("pointercancel", up);
  clear();
  return {
    clear,
    write: (name) => {
      clear();
      context.fillStyle = INK;
      context.font = `italic ${canvas.height * 0.34}px Palatino, "Noto Serif", "Songti TC", serif`;
      context.textAlign = "center";
      context.textBaseline = "middle";
      context.fillText(name, canvas.width / 2, canvas.height / 2, canvas.width * 0.9);
    },
    png: () => new Promise((resolve) => canvas.toBlob(resolve, "image/png")),
    stop: () => {
      canvas.removeEventListener("pointerdown", down);
      canvas.removeEventListener("pointermove", move);
      canvas.removeEventListener("pointerup", up);
      canvas.removeEventListener("pointercancel", up);
    },
  };
}

/** As many dots as the screen has, but not more than two for each point: a signature needs no more. */
function scaleTo(canvas: HTMLCanvasElement): number {
  const scale = Math.min(2, Math.max(1, devicePixelRatio));
  canvas.width = Math.max(1, Math.round(canvas.clientWidth * scale));
  canvas.height = Math.max(1, Math.round(canvas.clientHeight * scale));
  return scale;
}

function capture(canvas: HTMLCanvasElement, pointer: number): void {
  try {
    canvas.setPointerCapture(pointer);
  } catch {
    return; // a pointer that is gone again: the stroke ends at the edge
  }
}

/** Quick strokes are thin. */
function widthAt(from: Point, to: Point, scale: number): number {
  const quick = Math.hypot(to.x - from.x, to.y - from.y) / scale / Math.max(1, to.at_ms - from.at_ms);
  return Math.max(THIN, THICK - quick * 1.3);
}

function dot(context: CanvasRenderingContext2D, at: Point, radius: number): void {
  context.fillStyle = INK;
  context.beginPath();
  context.arc(at.x, at.y, radius, 0, 2 * Math.PI);
  context.fill();
}

function curve(context: CanvasRenderingContext2D, from: Point, over: Point, to: Point, width: number): void {
  context.strokeStyle = INK;
  context.lineWidth = width;
  context.lineCap = "round";
  context.beginPath();
  context.moveTo(from.x, from.y);
  context.quadraticCurveTo(over.x, over.y, to.x, to.y);
  context.stroke();
}
