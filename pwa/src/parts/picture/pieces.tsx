/** Draws each type of piece on a 100 × 100 field, in its metal, with its stones. */
import type { ComponentChildren } from "preact";
import type { Stone } from "../../core/rows";
import type { MetalLook } from "./colours";
import { Gem } from "./gem";

export interface Piece {
  look: MetalLook;
  metal: string; // url(#…) of the metal's gradient
  stones: Stone[];
}

const first = (piece: Piece): Stone => piece.stones[0] ?? { kind: "" };
const second = (piece: Piece): Stone => piece.stones[1] ?? first(piece);
const has = (piece: Piece) => piece.stones.length > 0;

function Wire({ d, piece, width = 3 }: { d: string; piece: Piece; width?: number }) {
  return (
    <>
      <path d={d} fill="none" stroke={piece.look.dark} stroke-width={width + 0.9} stroke-linecap="round" />
      <path d={d} fill="none" stroke={piece.look.mid} stroke-width={width} stroke-linecap="round" />
      <path d={d} fill="none" stroke={piece.look.light} stroke-width={width * 0.3} stroke-linecap="round" opacity="0.9" />
    </>
  );
}

function Mounted({ stone, x, y, r, piece, turn = 0 }: { stone: Stone; x: number; y: number; r: number; piece: Piece; turn?: number }) {
  const prongs = [45, 135, 225, 315];
  return (
    <g transform={`rotate(${turn} ${x} ${y})`}>
      <circle cx={x} cy={y} r={r * 0.9} fill={piece.look.dark} />
      <Gem kind={stone.kind} shape={stone.shape} x={x} y={y} r={r} />
      {r > 5 &&
        prongs.map((angle) => (
          <circle
            key={angle}
            r={Math.max(1, r * 0.11)}
            fill={piece.look.light}
            stroke={piece.look.dark}
            stroke-width="0.5"
            {...onCircle(x, y, r * 0.84, angle)}
          />
        ))}
    </g>
  );
}

function onCircle(x: number, y: number, r: number, degrees: number) {
  const a = (degrees * Math.PI) / 180;
  return { cx: x + r * Math.cos(a), cy: y + r * Math.sin(a) };
}

function Ring({ piece }: { piece: Piece }) {
  const stone = first(piece);
  const many = (stone.count ?? 1) > 1 || piece.stones.length > 1;
  return (
    <>
      <path
        d="M50 30a30 30 0 1 0 .01 0z M50 37.500a24.5 23.5 0 1 1-.01 0z"
        fill={piece.metal}
        stroke={piece.look.dark}
        stroke-width="0.9"
        fill-rule="evenodd"
      />
      <path d="M24 50a29 29 0 0 0 8 32" fill="none" stroke={piece.look.light} stroke-width="1.8" stroke-linecap="round" opacity="0.9" />
      {has(piece) ? (
        <>
          <path d="M38 36 43 22h14l5 14z" fill={piece.metal} stroke={piece.look.dark} stroke-width="0.8" />
          {many && <Mounted stone={second(piece)} x={31} y={33} r={5.5} piece={piece} />}
          {many && <Mounted stone={second(piece)} x={69} y={33} r={5.5} piece={piece} />}
          <Mounted stone={stone} x={50} y={23} r={15} piece={piece} />
        </>
      ) : (
        <path d="M36 35q14-8 28 0" fill="none" stroke={piece.look.light} stroke-width="1.6" stroke-linecap="round" />
      )}
    </>
  );
}

function Pendant({ piece }: { piece: Piece }) {
  return (
    <>
      <Wire d="M16 6 Q 26 30 50 33 Q 74 30 84 6" piece={piece} width={1.6} />
      <path d="M50 30c-5 0-6 8-4 13h8c2-5 1-13-4-13z" fill={piece.metal} stroke={piece.look.dark} stroke-width="0.8" />
      {has(piece) ? <Halo piece={piece} x={50} y={65} r={20} /> : <Disc piece={piece} x={50} y={65} r={21} />}
    </>
  );
}

function Halo({ piece, x, y, r }: { piece: Piece; x: number; y: number; r: number }) {
  const halo = piece.stones.length > 1 ? Array.from({ length: 16 }, (_, i) => (i * 360) / 16) : [];
  return (
    <>
      <circle cx={x} cy={y} r={r + 4} fill={piece.metal} stroke={piece.look.dark} stroke-width="0.8" />
      {halo.map((angle) => {
        const { cx, cy } = onCircle(x, y, r + 0.5, angle);
        return <Gem key={angle} kind={second(piece).kind} x={cx} y={cy} r={3.4} />;
      })}
      <Mounted stone={first(piece)} x={x} y={y} r={halo.length ? r - 4.5 : r} piece={piece} />
    </>
  );
}

function Disc({ piece, x, y, r }: { piece: Piece; x: number; y: number; r: number }) {
  return (
    <>
      <circle cx={x} cy={y} r={r} fill={piece.metal} stroke={piece.look.dark} stroke-width="0.9" />
      <circle cx={x} cy={y} r={r * 0.78} fill="none" stroke={piece.look.dark} stroke-width="0.5" opacity="0.6" />
      <path
        d={`M${x - r * 0.6} ${y - r * 0.2}a${r * 0.65} ${r * 0.65} 0 0 1 ${r * 0.55}-${r * 0.42}`}
        fill="none"
        stroke={piece.look.light}
        stroke-width="2"
        stroke-linecap="round"
      />
    </>
  );
}

function Earrings({ piece }: { piece: Piece }) {
  return (
    <>
      {[30, 70].map((x) => (
        <g key={x}>
          <Wire d={`M${x} 34v-12a7 7 0 0 1 13-2`} piece={piece} width={1.8} />
          {has(piece) && <Mounted stone={second(piece)} x={x} y={38} r={5.5} piece={piece} />}
          <path d={`M${x} 43v7`} stroke={piece.look.mid} stroke-width="1.6" />
          {has(piece) ? <Mounted stone={first(piece)} x={x} y={65} r={14} piece={piece} /> : <Disc piece={piece} x={x} y={62} r={14} />}
        </g>
      ))}
    </>
  );
}

/** Where beads lie on the hanging curve of a necklace. */
function hanging(n: number): [number, number][] {
  return Array.from({ length: n }, (_, i) => {
    const a = Math.PI * (1.16 - (i / (n - 1)) * 1.32);
    return [50 + 38 * Math.cos(a), 34 + 44 * Math.sin(a)];
  });
}

function Necklace({ piece }: { piece: Piece }) {
  const stone = first(piece);
  if (stone.kind === "pearl" || stone.kind === "jadeite") {
    return (
      <>
        {hanging(23).map(([x, y], i) => (
          <Gem key={i} kind={stone.kind} x={x} y={y} r={3 + 2.2 * Math.sin((i / 22) * Math.PI)} />
        ))}
      </>
    );
  }
  return (
    <>
      <Wire d="M14 18C16 62 34 78 50 78S84 62 86 18" piece={piece} width={2} />
      {has(piece) &&
        hanging(11)
          .slice(3, 8)
          .map(([x, y], i) => i !== 2 && <Mounted key={i} stone={second(piece)} x={x} y={y - 1} r={5} piece={piece} />)}
      {has(piece) ? <Mounted stone={stone} x={50} y={77} r={11} piece={piece} /> : <Disc piece={piece} x={50} y={80} r={9} />}
    </>
  );
}

function Bracelet({ piece }: { piece: Piece }) {
  const stone = first(piece);
  if (stone.kind === "jadeite") {
    return (
      <path d="M50 16a34 34 0 1 0 .01 0z M50 30a20 20 0 1 1-.01 0z" fill="#5bb27a" stroke="#256b43" stroke-width="1" fill-rule="evenodd" />
    );
  }
  return (
    <>
      <ellipse cx="50" cy="52" rx="39" ry="27" fill="none" stroke={piece.look.dark} stroke-width="8" />
      <ellipse cx="50" cy="52" rx="39" ry="27" fill="none" stroke={piece.metal} stroke-width="6.6" />
      <path d="M14 44a39 27 0 0 1 22-16" fill="none" stroke={piece.look.light} stroke-width="1.6" stroke-linecap="round" />
      {has(piece) &&
        [-3, -2, -1, 0, 1, 2, 3].map((i) => {
          const a = Math.PI / 2 + i * 0.29;
          return (
            <Mounted
              key={i}
              stone={i % 2 ? second(piece) : stone}
              x={50 + 39 * Math.cos(a)}
              y={52 + 27 * Math.sin(a)}
              r={6.4 - Math.abs(i) * 0.5}
              piece={piece}
            />
          );
        })}
    </>
  );
}

function Brooch({ piece }: { piece: Piece }) {
  const petals = [0, 72, 144, 216, 288];
  return (
    <>
      <Wire d="M50 56 Q 56 76 74 90" piece={piece} width={2.6} />
      <path d="M60 76q14-12 24-4q-10 10-24 4z" fill={piece.metal} stroke={piece.look.dark} stroke-width="0.7" />
      {petals.map((turn) => (
        <g key={turn} transform={`rotate(${turn} 46 42)`}>
          <path d="M46 40c-12-6-12-26 0-32 12 6 12 26 0 32z" fill={piece.metal} stroke={piece.look.dark} stroke-width="0.9" />
          {has(piece) && <Gem kind={second(piece).kind} shape="pear" x={46} y={23} r={9} />}
        </g>
      ))}
      {has(piece) ? <Mounted stone={first(piece)} x={46} y={42} r={9} piece={piece} /> : <Disc piece={piece} x={46} y={42} r={8} />}
    </>
  );
}

function LooseStone({ piece }: { piece: Piece }) {
  const stone = first(piece);
  const lot = (stone.count ?? 1) > 1;
  return (
    <>
      <ellipse cx="50" cy="80" rx="24" ry="4" fill="#000" opacity="0.14" />
      {lot && <Gem kind={stone.kind} shape={stone.shape} x={27} y={62} r={13} turn={-18} />}
      {lot && <Gem kind={stone.kind} shape={stone.shape} x={75} y={62} r={11} turn={22} />}
      <Gem kind={stone.kind || "diamond"} shape={stone.shape} x={50} y={46} r={lot ? 22 : 31} />
    </>
  );
}

/** Any jewel nobody gave a type: a plain cut stone in outline. */
function Unknown({ piece }: { piece: Piece }) {
  return (
    <path
      d="M28 26h44l16 20-38 40-38-40z M12 46h76 M28 26l11 20 11 40 11-40 11-20 M39 46 50 26l11 20"
      fill="none"
      stroke={piece.look.mid}
      stroke-width="2"
      stroke-linejoin="round"
    />
  );
}

const TYPES: Record<string, (props: { piece: Piece }) => ComponentChildren> = {
  ring: Ring,
  pendant: Pendant,
  earrings: Earrings,
  necklace: Necklace,
  bracelet: Bracelet,
  brooch: Brooch,
  loose_stone: LooseStone,
  mock_up: Ring,
};

export function drawing(type: string | null): (props: { piece: Piece }) => ComponentChildren {
  return TYPES[type ?? ""] ?? Unknown;
}
