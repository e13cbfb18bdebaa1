/** 繁體中文（香港珠寶業用語）：首先開啟的畫面 */
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
