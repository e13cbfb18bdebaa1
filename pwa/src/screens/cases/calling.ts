/** How people, places, phones and times are called in the sentences of a case; and the world a guess is made in. */
import type { CasePhone } from "../../core/case";
import type { Guessing } from "../../core/propose";
import type { SampleView } from "../../core/rows";
import { spaced } from "../../core/tag";
import { moment } from "../../i18n/dates";
import { t, word } from "../../i18n/t";
import { personName, placeName } from "../../parts/names";
import { install, rows } from "../../state";
import type { Calling, Said } from "./claim_words";

export function calling(phones: readonly CasePhone[] = []): Calling {
  return {
    person: personName,
    place: placeName,
    phone: (device) => {
      const name = phones.find((phone) => phone.id === device)?.name ?? (device === install.value?.id ? install.value.name : "");
      if (device === "office") return t("timeline.office");
      return name ? t("case.phone", { name }) : t("case.a_phone");
    },
    time: moment,
    kind: (kind) => word("kind", kind),
    slip: (id) => rows.value.slips.get(id)?.no ?? "",
    tag: spaced,
  };
}

export const say = ({ key, values }: Said): string => t(key, values);

const STORE_ROLES: ReadonlySet<string> = new Set(["keeper", "clerk", "supervisor"]);

export function guessing(view: SampleView | null): Guessing {
  return {
    kindOf: (place) => (place ? rows.value.places.get(place)?.kind : undefined),
    isStoreStaff: (person) => !!person && !!rows.value.people.get(person)?.roles.some((role) => STORE_ROLES.has(role)),
    at: view?.at ?? null,
  };
}
