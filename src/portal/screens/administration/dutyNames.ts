import type { Schemas } from "../../data/gateway.ts";
import { DUTY } from "../../words/enumerations/duties.ts";

export type Duty = Schemas["Duty"];

/** In the order of the work: who prepares before who approves. */
export const DUTIES = Object.keys(DUTY) as readonly Duty[];
