/** 繁體中文（香港珠寶業用語） */
import type { Messages } from "./t";
import { board } from "./zh-Hant/board";
import { cases } from "./zh-Hant/cases";
import { codes } from "./zh-Hant/codes";
import { common } from "./zh-Hant/common";
import { counts } from "./zh-Hant/counts";
import { fairs } from "./zh-Hant/fairs";
import { handover } from "./zh-Hant/handover";
import { imports } from "./zh-Hant/imports";
import { more } from "./zh-Hant/more";
import { notices } from "./zh-Hant/notices";
import { outbox } from "./zh-Hant/outbox";
import { phones } from "./zh-Hant/phones";
import { places } from "./zh-Hant/places";
import { readiness } from "./zh-Hant/readiness";
import { receipts } from "./zh-Hant/receipts";
import { register } from "./zh-Hant/register";
import { relay } from "./zh-Hant/relay";
import { repairs } from "./zh-Hant/repairs";
import { returns } from "./zh-Hant/returns";
import { samples } from "./zh-Hant/samples";
import { scan } from "./zh-Hant/scan";
import { slips } from "./zh-Hant/slips";
import { welcome } from "./zh-Hant/welcome";

export const zhHant: Messages = {
  ...board,
  ...cases,
  ...codes,
  ...common,
  ...counts,
  ...fairs,
  ...handover,
  ...imports,
  ...more,
  ...notices,
  ...outbox,
  ...phones,
  ...places,
  ...readiness,
  ...receipts,
  ...register,
  ...relay,
  ...repairs,
  ...returns,
  ...samples,
  ...scan,
  ...slips,
  ...welcome,
};
