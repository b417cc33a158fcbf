/** Who stands behind an address: the directory's events. */
import { contradiction } from "./findings.ts";
import type { Contradiction } from "./findings.ts";
import { hexOf } from "./hashing.ts";
import type { Arguments } from "./reading.ts";
import { keyOf } from "./state.ts";
import type { LedgerState } from "./state.ts";

const NO_KEY = hexOf(0n);

/** `OrganisationVouched`; a voucher replaces the registrar's earlier one. */
export function vouched(state: LedgerState, args: Arguments): undefined {
  const [registrar, organisation] = [args.address("registrar"), args.address("organisation")];
  const voucher = args.struct("voucher");
  state.vouchers.set(keyOf(registrar, organisation), {
    registrar,
    organisation,
    legalId: voucher.bytes32("legalId"),
    evidence: voucher.bytes32("evidence"),
    enroller: voucher.address("enroller"),
    channel: voucher.unsigned("channel", 8),
    since: voucher.unsigned("since", 40),
    until: voucher.unsigned("until", 40),
  });
}

/** `VoucherWithdrawn`. */
export function voucherWithdrawn(state: LedgerState, args: Arguments): Contradiction | undefined {
  const key = keyOf(args.address("registrar"), args.address("organisation"));
  args.bytes32("reason");
  return state.vouchers.delete(key) ? undefined : contradiction("NotVouched", key, "nothing", "a voucher to withdraw");
}

/** `MandateGiven`; a mandate replaces the agent's earlier one of that organisation. */
export function mandateGiven(state: LedgerState, args: Arguments): undefined {
  const [organisation, agent] = [args.address("organisation"), args.address("agent")];
  const mandate = args.struct("mandate");
  state.mandates.set(keyOf(organisation, agent), {
    organisation,
    agent,
    verbs: mandate.unsigned("verbs", 32),
    from: mandate.unsigned("from", 40),
    until: mandate.unsigned("until", 40),
    cap: mandate.unsigned("cap", 96),
    currency: mandate.address("currency"),
    document: mandate.bytes32("document"),
  });
}

/** `MandateRevoked`. */
export function mandateRevoked(state: LedgerState, args: Arguments): Contradiction | undefined {
  const key = keyOf(args.address("organisation"), args.address("agent"));
  return state.mandates.delete(key)
    ? undefined
    : contradiction("MandateMissing", key, "nothing", "a mandate to revoke");
}

/** `ViewingKeySet`; the zero key takes it back. */
export function viewingKeySet(state: LedgerState, args: Arguments): undefined {
  const [organisation, key] = [args.address("organisation"), args.bytes32("key")];
  if (key === NO_KEY) state.viewingKeys.delete(organisation);
  else state.viewingKeys.set(organisation, key);
}
