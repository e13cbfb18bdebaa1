/** 繁體中文：其他畫面 */
import type { Later } from "../t";
import { account } from "./account";
import { board } from "./board";
import { cases } from "./cases";
import { counts } from "./counts";
import { facts } from "./facts";
import { fairs } from "./fairs";
import { handover } from "./handover";
import { imports } from "./imports";
import { more } from "./more";
import { notices } from "./notices";
import { outbox } from "./outbox";
import { phones } from "./phones";
import { places } from "./places";
import { readiness } from "./readiness";
import { receipts } from "./receipts";
import { register } from "./register";
import { relay } from "./relay";
import { repairs } from "./repairs";
import { returns } from "./returns";
import { samples } from "./samples";
import { slips } from "./slips";
import { welcome } from "./welcome";

export const later: Later = {
  ...account,
  ...board,
  ...cases,
  ...counts,
  ...facts,
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
  ...slips,
  ...welcome,
};
