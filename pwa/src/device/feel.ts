/** What a scan sounds and feels like: four outcomes no one mixes up, by pitch, rhythm and length, and by touch alone. */

export type Outcome = "stored" | "again" | "flagged" | "refused";
/** A tone: from when, for how long (seconds), how high (Hz), and its colour. */
export interface Tone {
  at: number;
  long: number;
  hz: number;
  wave: OscillatorType;
}

/** One high chirp; two equal middle taps; up and back down, held; three low and rough. */
export const TONES: Record<Outcome, Tone[]> = {
  stored: [{ at: 0, long: 0.09, hz: 1568, wave: "sine" }],
  again: [
    { at: 0, long: 0.05, hz: 784, wave: "triangle" },
    { at: 0.1, long: 0.05, hz: 784, wave: "triangle" },
  ],
  flagged: [
    { at: 0, long: 0.12, hz: 880, wave: "triangle" },
    { at: 0.14, long: 0.26, hz: 587, wave: "triangle" },
  ],
  refused: [0, 0.2, 0.4].map((at) => ({ at, long: 0.15, hz: 165, wave: "sawtooth" as const })),
};
/** Milliseconds on, off, on …: one tick; two ticks; long and short; three long. */
export const BUZZES: Record<Outcome, number[]> = {
  stored: [40],
  again: [30, 70, 30],
  flagged: [220, 80, 60],
  refused: [250, 90, 250, 90, 250],
};
const LOUD = 0.35;

let ears: AudioContext | null = null;

/** To be called in the first tap: phones let no page sound before one. Harmless to call again. */
export function armSound(): void {
  ears ??= typeof AudioContext === "function" ? new AudioContext() : null;
  void ears?.resume();
}

/** Sounds and vibrates at once; silent where the phone has no sound yet or cannot buzz. */
export function feel(outcome: Outcome): void {
  if (ears?.state === "running") for (const tone of TONES[outcome]) sound(ears, tone);
  else void ears?.resume(); // iOS stops it after a call or a lock
  navigator.vibrate?.(BUZZES[outcome]);
}

function sound(context: AudioContext, { at, long, hz, wave }: Tone): void {
  const start = context.currentTime + at;
  const voice = new OscillatorNode(context, { type: wave, frequency: hz });
  const swell = new GainNode(context, { gain: 0 });
  swell.gain.setTargetAtTime(LOUD, start, 0.004); // no click at either end
  swell.gain.setTargetAtTime(0, start + long - 0.02, 0.008);
  voice.connect(swell).connect(context.destination);
  voice.start(start);
  voice.stop(start + long + 0.04);
}
