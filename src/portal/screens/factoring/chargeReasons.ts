/** Why a factor can charge back; what the seller kept is charged by its receipt instead. */
import { ClaimReason } from "../../../domain/factoring/deal.ts";

export type DirectReason = Exclude<keyof typeof ClaimReason, "Misdirected">;

export const DIRECT_REASONS = Object.keys(ClaimReason).filter((name): name is DirectReason => name !== "Misdirected");
