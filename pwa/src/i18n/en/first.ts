/** English: with those of `later.ts`, the keys here are the keys of every language. What the first screens say. */
import { codes } from "./codes";
import { common } from "./common";
import { lock } from "./lock";
import { scan } from "./scan";

export const first = {
  ...codes,
  ...common,
  ...lock,
  ...scan,
};
