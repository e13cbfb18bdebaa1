/** English: the keys here are the keys of every language. */
import { board } from "./en/board";
import { cases } from "./en/cases";
import { codes } from "./en/codes";
import { common } from "./en/common";
import { counts } from "./en/counts";
import { fairs } from "./en/fairs";
import { handover } from "./en/handover";
import { imports } from "./en/imports";
import { more } from "./en/more";
import { notices } from "./en/notices";
import { outbox } from "./en/outbox";
import { phones } from "./en/phones";
import { places } from "./en/places";
import { readiness } from "./en/readiness";
import { receipts } from "./en/receipts";
import { register } from "./en/register";
import { relay } from "./en/relay";
import { repairs } from "./en/repairs";
import { returns } from "./en/returns";
import { samples } from "./en/samples";
import { scan } from "./en/scan";
import { slips } from "./en/slips";
import { welcome } from "./en/welcome";

export const en = {
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
