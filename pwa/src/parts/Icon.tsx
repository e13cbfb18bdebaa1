/** The icons, drawn as strokes on a 24 × 24 grid; decoration only, the word stands beside them. */

const PATHS = {
  scan: "M4 8V5.5A1.5 1.5 0 0 1 5.5 4H8 M16 4h2.5A1.5 1.5 0 0 1 20 5.5V8 M20 16v2.5a1.5 1.5 0 0 1-1.5 1.5H16 M8 20H5.5A1.5 1.5 0 0 1 4 18.5V16 M7.5 12h9",
  samples: "M7 5h10l4 5-9 10L3 10z M3 10h18 M7 5l2.5 5L12 20l2.5-10L17 5 M9.5 10 12 5l2.5 5",
  outbox: "M12 14V4 M8 7.5 12 3.5l4 4 M4 13.5V18a2 2 0 0 0 2 2h12a2 2 0 0 0 2-2v-4.5h-4.5a3.5 3.5 0 0 1-7 0z",
  more: "M4 7h16 M4 12h16 M4 17h10",
  board: "M4 20V10 M10 20V4 M16 20v-7 M21 20H3",
  out: "M10 4H6a2 2 0 0 0-2 2v12a2 2 0 0 0 2 2h4 M10 12h10 M16 7.5 20.5 12 16 16.5",
  in: "M14 4h4a2 2 0 0 1 2 2v12a2 2 0 0 1-2 2h-4 M3.5 12H14 M9.5 7.5 14 12l-4.5 4.5",
  tick: "M5 12.5 10 17.5 19.5 7",
  ticks: "M2.5 13 7 17.5 15.5 8 M11.5 16.5l1 1L21.5 8",
  again: "M5 9h14 M5 15h14",
  flag: "M6 21V4 M6 4.5h11.5l-2.5 4 2.5 4H6",
  cross: "M6 6l12 12 M18 6 6 18",
  warning: "M12 4 2.8 19.5h18.4z M12 10v4.5 M12 17.2v.1",
  note: "M12 3.5a8.5 8.5 0 1 0 0 17 8.5 8.5 0 0 0 0-17z M12 11v5.5 M12 7.6v.1",
  back: "M14.5 5 7.5 12l7 7",
  next: "M9.5 5l7 7-7 7",
  down: "M5 9l7 7 7-7",
  search: "M10.5 4a6.5 6.5 0 1 0 0 13 6.5 6.5 0 0 0 0-13z M15.5 15.5 20.5 20.5",
  torch: "M8 3h8v3l-2 3.5V20a1 1 0 0 1-1 1h-2a1 1 0 0 1-1-1V9.5L8 6z M8 6h8 M12 13v2",
  camera:
    "M4 8h3.5L9 5.5h6L16.5 8H20a1 1 0 0 1 1 1v9a1 1 0 0 1-1 1H4a1 1 0 0 1-1-1V9a1 1 0 0 1 1-1z M12 10a3.2 3.2 0 1 0 0 6.4 3.2 3.2 0 0 0 0-6.4z",
  turn: "M4 11a8 8 0 0 1 14-4.5L20 9 M20 4v5h-5 M20 13a8 8 0 0 1-14 4.5L4 15 M4 20v-5h5",
  photo: "M5 4h14a1 1 0 0 1 1 1v14a1 1 0 0 1-1 1H5a1 1 0 0 1-1-1V5a1 1 0 0 1 1-1z M4.5 17.5 10 12l3.5 3.5L16 13l4 4 M15.5 8.2v.1",
  keyboard: "M3.5 7h17v10h-17z M7 10.2v.1 M10.3 10.2v.1 M13.7 10.2v.1 M17 10.2v.1 M8 14h8",
  undo: "M8.5 4.5 4 9l4.5 4.5 M4.5 9H15a5 5 0 0 1 0 10H9",
  lock: "M6 11h12v9H6z M8.5 11V8a3.5 3.5 0 0 1 7 0v3",
  person: "M12 4a4 4 0 1 0 0 8 4 4 0 0 0 0-8z M4.5 20.5c.6-4 3.6-6 7.5-6s6.9 2 7.5 6",
  store: "M4 5h16v6H4z M4 13h16v6H4z M10.5 8h3 M10.5 16h3",
  client:
    "M4 20.5c.6-3.6 3-5.3 6-5.3 M10 4.5a3.5 3.5 0 1 0 0 7 3.5 3.5 0 0 0 0-7z M16.5 13l1.2 2.5 2.8.4-2 2 .5 2.8-2.5-1.4-2.5 1.4.5-2.8-2-2 2.8-.4z",
  workshop: "M14.5 6.5a4 4 0 0 1 5-2.5l-2.5 2.6 1.4 1.8 2.1-.3.2-1.8a4 4 0 0 1-5.4 4.2L8 18.5a1.8 1.8 0 0 1-2.6-2.6z",
  booth: "M4 10v10h16V10 M3 6.5 5 4h14l2 2.5V9a2.2 2.2 0 0 1-4.5 0A2.2 2.2 0 0 1 12 9a2.2 2.2 0 0 1-4.5 0A2.2 2.2 0 0 1 3 9z",
  courier: "M3 7h11v9H3z M14 10h4l3 3v3h-7z M7 15.5a2 2 0 1 0 0 4 2 2 0 0 0 0-4z M17 15.5a2 2 0 1 0 0 4 2 2 0 0 0 0-4z",
  gone: "M5 8h14l-1 12H6z M9 8V5h6v3 M10 12v4 M14 12v4",
  phone: "M8 3h8a1 1 0 0 1 1 1v16a1 1 0 0 1-1 1H8a1 1 0 0 1-1-1V4a1 1 0 0 1 1-1z M11 18h2",
  tag: "M12.5 3.5H20V11l-9 9-7.5-7.5z M16.2 7.7v.1",
  people:
    "M9 5a3.2 3.2 0 1 0 0 6.4A3.2 3.2 0 0 0 9 5z M3 19c.5-3.4 2.8-5 6-5s5.5 1.6 6 5 M15.5 5.3a3.2 3.2 0 0 1 0 5.9 M17 14.3c2.2.5 3.6 2 4 4.7",
  scales: "M12 4v16 M7 20h10 M5 7h14 M5 7l-2.5 6a2.6 2.6 0 0 0 5 0z M19 7l-2.5 6a2.6 2.6 0 0 0 5 0z",
  plus: "M12 5v14 M5 12h14",
  file: "M6 3h8l4 4v14H6z M14 3v4h4 M9 13h6 M9 17h6",
  globe:
    "M12 3.5a8.5 8.5 0 1 0 0 17 8.5 8.5 0 0 0 0-17z M3.5 12h17 M12 3.5c2.5 2.4 3.6 5.2 3.6 8.5s-1.1 6.1-3.6 8.5c-2.5-2.4-3.6-5.2-3.6-8.5s1.1-6.1 3.6-8.5z",
  delete: "M9 5h11v14H9l-6-7z M12 9.5l5 5 M17 9.5l-5 5",
  list: "M9 6h11 M9 12h11 M9 18h11 M4.5 6v.1 M4.5 12v.1 M4.5 18v.1",
} as const;

export type IconName = keyof typeof PATHS;

export function Icon({ name, size = 24 }: { name: IconName; size?: number }) {
  return (
    <svg
      class="icon"
      width={size}
      height={size}
      viewBox="0 0 24 24"
      fill="none"
      stroke="currentColor"
      stroke-width="1.7"
      stroke-linecap="round"
      stroke-linejoin="round"
      aria-hidden="true"
    >
      <path d={PATHS[name]} />
    </svg>
  );
}
