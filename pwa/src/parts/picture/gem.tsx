/** Draws one cut stone: an outline, a table inside it, and facets between them, lit from the upper left. */
import { mix, type StoneLook, stoneLook } from "./colours";

type Point = [number, number];
export interface GemProps {
  kind: string;
  shape?: string | undefined;
  x: number;
  y: number;
  r: number;
  turn?: number;
}

const TAU = Math.PI * 2;

function around(n: number, at: (angle: number) => Point): Point[] {
  return Array.from({ length: n }, (_, i) => at((i / n) * TAU - Math.PI / 2));
}

function superellipse(w: number, h: number, power: number, n = 24): Point[] {
  const bend = (v: number) => Math.sign(v) * Math.abs(v) ** (2 / power);
  return around(n, (a) => [w * bend(Math.cos(a)), h * bend(Math.sin(a))]);
}

function pear(): Point[] {
  return around(20, (a) => {
    const top = Math.max(0, -Math.sin(a));
    return [0.8 * Math.cos(a) * (1 - 0.62 * top ** 1.6), Math.sin(a) * (1 + 0.12 * top)];
  });
}

function heart(): Point[] {
  return around(24, (a) => {
    const s = a + Math.PI / 2;
    const x = Math.sin(s) ** 3;
    const y = (13 * Math.cos(s) - 5 * Math.cos(2 * s) - 2 * Math.cos(3 * s) - Math.cos(4 * s)) / 16;
    return [x, -y];
  });
}

const CUT_CORNERS: Point[] = [
  [-0.45, -1],
  [0.45, -1],
  [0.78, -0.68],
  [0.78, 0.68],
  [0.45, 1],
  [-0.45, 1],
  [-0.78, 0.68],
  [-0.78, -0.68],
];

const round = () => superellipse(1, 1, 2, 16);

const OUTLINES: Record<string, () => Point[]> = {
  round,
  oval: () => superellipse(0.78, 1, 2, 18),
  cushion: () => superellipse(0.92, 0.92, 3.2, 20),
  princess: () => superellipse(0.88, 0.88, 14, 16),
  emerald: () => CUT_CORNERS,
  baguette: () => [
    [-0.45, -1],
    [0.45, -1],
    [0.45, 1],
    [-0.45, 1],
  ],
  pear,
  heart,
  marquise: () => around(20, (a) => [0.56 * Math.cos(a) * Math.abs(Math.cos(a)) ** 0.35, Math.sin(a)]),
};

/** The outline for a shape as people write it; an unknown shape is drawn round. */
export function outline(shape: string | undefined): Point[] {
  const name = (shape ?? "round").toLowerCase();
  const known = Object.keys(OUTLINES).find((key) => name.includes(key));
  return (OUTLINES[known ?? ""] ?? round)();
}

const isSmooth = (props: GemProps) => ["pearl", "opal", "jadeite"].includes(props.kind) || /caboch|bead/i.test(props.shape ?? "");

export function Gem(props: GemProps) {
  const look = stoneLook(props.kind);
  const turn = `translate(${props.x} ${props.y}) rotate(${props.turn ?? 0}) scale(${props.r})`;
  return <g transform={turn}>{isSmooth(props) ? <Smooth look={look} props={props} /> : <Faceted look={look} shape={props.shape} />}</g>;
}

function Faceted({ look, shape }: { look: StoneLook; shape: string | undefined }) {
  const edge = outline(shape);
  const table = edge.map(([x, y]): Point => [x * 0.56, y * 0.56]);
  return (
    <>
      <polygon points={text(edge)} fill={look.mid} stroke={look.edge} stroke-width="0.05" stroke-linejoin="round" />
      {facets(edge, table).map(([a, b, c, d], i) => (
        <polygon key={text([a, b])} points={text([a, b, c, d])} fill={tone(look, a, b, i)} />
      ))}
      <polygon points={text(table)} fill={mix(look.mid, look.light, 0.45)} />
      <polygon points={text(shine(table))} fill={look.light} opacity="0.75" />
    </>
  );
}

/** Each side of the outline with the side of the table across from it. */
function facets(edge: Point[], table: Point[]): [Point, Point, Point, Point][] {
  return edge.flatMap((a, i) => {
    const j = (i + 1) % edge.length;
    const [b, c, d] = [edge[j], table[j], table[i]];
    return b && c && d ? [[a, b, c, d] as [Point, Point, Point, Point]] : [];
  });
}

/** Brighter the more the facet looks to the upper left; every other one a little off, as cut stones sparkle. */
function tone(look: StoneLook, a: Point, b: Point, i: number): string {
  const x = (a[0] + b[0]) / 2;
  const y = (a[1] + b[1]) / 2;
  const light = (-x - y) / (Math.hypot(x, y) * Math.SQRT2 || 1);
  const sparkle = i % 2 ? 0.22 : -0.16;
  const value = light * 0.55 + sparkle;
  return value > 0 ? mix(look.mid, look.light, Math.min(0.95, value * 1.3)) : mix(look.mid, look.dark, Math.min(0.9, -value * 1.2));
}

function shine(table: Point[]): Point[] {
  return table.filter(([x, y]) => x + y < 0.12).map(([x, y]): Point => [x * 0.86 - 0.03, y * 0.86 - 0.03]);
}

const text = (points: Point[]) => points.map(([x, y]) => `${x.toFixed(3)},${y.toFixed(3)}`).join(" ");

function Smooth({ look, props }: { look: StoneLook; props: GemProps }) {
  const [w, h] = /oval|pear|marquise/i.test(props.shape ?? "") ? [0.8, 1] : [1, 1];
  return (
    <>
      <ellipse rx={w} ry={h} fill={look.dark} />
      <ellipse rx={w * 0.95} ry={h * 0.95} cx={-0.03} cy={-0.03} fill={mix(look.dark, look.mid, 0.6)} />
      <ellipse rx={w * 0.8} ry={h * 0.8} cx={-0.08} cy={-0.09} fill={look.mid} />
      <ellipse rx={w * 0.52} ry={h * 0.5} cx={-0.2} cy={-0.24} fill={mix(look.mid, look.light, 0.55)} />
      {props.kind === "opal" && <Fire />}
      <ellipse rx={w * 0.2} ry={h * 0.14} cx={-0.32} cy={-0.42} transform="rotate(-35 -0.32 -0.42)" fill="#fff" opacity="0.9" />
      <ellipse rx={w} ry={h} fill="none" stroke={look.edge} stroke-width="0.045" opacity="0.7" />
    </>
  );
}

function Fire() {
  const flecks: [number, number, string][] = [
    [0.28, 0.12, "#5fc9b8"],
    [-0.2, 0.34, "#f29b6b"],
    [0.42, -0.3, "#8f9df0"],
    [0.05, 0.55, "#6fd08a"],
    [-0.5, 0, "#e88bb0"],
    [0.1, -0.1, "#f5d76e"],
  ];
  return (
    <>
      {flecks.map(([x, y, colour]) => (
        <ellipse key={colour} cx={x} cy={y} rx="0.2" ry="0.1" fill={colour} opacity="0.55" transform={`rotate(${x * 120} ${x} ${y})`} />
      ))}
    </>
  );
}
