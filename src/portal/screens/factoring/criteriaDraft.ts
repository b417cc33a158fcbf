/** Criteria as they are typed, and as the gateway takes them. */
import type { EligibilityMark } from "../../../domain/factoring/eligibilityRules.ts";
import type { Schemas } from "../../data/gateway.ts";
import { addressIn, decimalIn } from "./forms.ts";

type Criteria = Schemas["EligibilityCriteria"];

export interface CriteriaDraft {
  readonly mostDaysFromInvoice: string;
  readonly mostDaysPastDue: string;
  readonly crossAgeing: string;
  readonly excluded: readonly EligibilityMark[];
  readonly concentration: string;
  readonly concentrationOf: "gross" | "eligible";
  readonly advanceRate: string;
  readonly registrars: string;
}

/** The first version begins with what is usual (R66). */
const USUAL: CriteriaDraft = {
  ...{ mostDaysFromInvoice: "90", mostDaysPastDue: "60", crossAgeing: "10", excluded: [] },
  ...{ concentration: "20", concentrationOf: "eligible", advanceRate: "85", registrars: "" },
};

const WHOLE = /^\d{1,4}$/;

export function draftOf(before: Criteria | undefined): CriteriaDraft {
  if (before === undefined) return USUAL;
  const { mostDaysFromInvoice, mostDaysPastDue, crossAgeing, excluded, concentration, advanceRate, registrars } =
    before;
  return {
    mostDaysFromInvoice: mostDaysFromInvoice?.toString() ?? "",
    mostDaysPastDue: mostDaysPastDue?.toString() ?? "",
    crossAgeing: crossAgeing ?? "",
    excluded,
    concentration: concentration?.limit ?? "",
    concentrationOf: concentration?.of ?? "eligible",
    advanceRate,
    registrars: registrars.join(" "),
  };
}

/** Undefined where a field holds something else than it should. @param tenor Kept from the version before. */
export function criteriaOf(
  draft: CriteriaDraft,
  id: string,
  tenor: Criteria["tenor"],
): Schemas["NewEligibilityCriteria"] | undefined {
  const [fromInvoice, pastDue] = [daysIn(draft.mostDaysFromInvoice), daysIn(draft.mostDaysPastDue)];
  const [cross, concentration] = [partIn(draft.crossAgeing), partIn(draft.concentration)];
  const advanceRate = decimalIn(draft.advanceRate);
  const written = draft.registrars.split(/[\s,]+/).filter((text) => text !== "");
  const registrars = written.flatMap((text) => addressIn(text) ?? []);
  if (fromInvoice === undefined || pastDue === undefined || (fromInvoice ?? pastDue) === null) return undefined;
  if (cross === undefined || concentration === undefined || advanceRate === undefined) return undefined;
  if (registrars.length < written.length) return undefined;
  return {
    ...{ id, mostDaysFromInvoice: fromInvoice, mostDaysPastDue: pastDue, crossAgeing: cross, advanceRate, tenor },
    excluded: [...draft.excluded],
    concentration: concentration === null ? null : { limit: concentration, of: draft.concentrationOf },
    registrars,
  };
}

/** Null for an empty field, undefined for what is no number of days. */
function daysIn(text: string): number | null | undefined {
  if (text.trim() === "") return null;
  return WHOLE.test(text.trim()) ? Number(text) : undefined;
}

function partIn(text: string): string | null | undefined {
  return text.trim() === "" ? null : decimalIn(text);
}
