import type { Schemas } from "../../data/gateway.ts";

export type Role = Schemas["NewMember"]["role"];

/** From the least that somebody may to the most. */
export const ROLES: readonly Role[] = ["sales", "reader", "preparer", "administrator"];
