/** 简体中文（内地珠宝业用语）：首先开启的画面 */
import type { First } from "../t";
import { codes } from "./codes";
import { common } from "./common";
import { lock } from "./lock";
import { scan } from "./scan";

export const first: First = {
  ...codes,
  ...common,
  ...lock,
  ...scan,
};
