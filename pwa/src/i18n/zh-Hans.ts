/** 简体中文（内地珠宝业用语） */
import type { Messages } from "./t";
import { board } from "./zh-Hans/board";
import { cases } from "./zh-Hans/cases";
import { codes } from "./zh-Hans/codes";
import { common } from "./zh-Hans/common";
import { counts } from "./zh-Hans/counts";
import { fairs } from "./zh-Hans/fairs";
import { handover } from "./zh-Hans/handover";
import { imports } from "./zh-Hans/imports";
import { more } from "./zh-Hans/more";
import { notices } from "./zh-Hans/notices";
import { outbox } from "./zh-Hans/outbox";
import { phones } from "./zh-Hans/phones";
import { places } from "./zh-Hans/places";
import { readiness } from "./zh-Hans/readiness";
import { receipts } from "./zh-Hans/receipts";
import { register } from "./zh-Hans/register";
import { relay } from "./zh-Hans/relay";
import { repairs } from "./zh-Hans/repairs";
import { returns } from "./zh-Hans/returns";
import { samples } from "./zh-Hans/samples";
import { scan } from "./zh-Hans/scan";
import { slips } from "./zh-Hans/slips";
import { welcome } from "./zh-Hans/welcome";

export const zhHans: Messages = {
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
