/** Keeping a version of what an organisation sets about its risks. */
import { keccakOfText } from "../../domain/hash.ts";
import type { Address } from "../../domain/receivable.ts";
import type { Transaction } from "../../store/database.ts";
import { isPower, readPower } from "../../store/members.ts";
import { keepRiskVersion } from "../../store/riskVersions.ts";
import type { RiskVersion, RiskVersionKind } from "../../store/riskVersions.ts";
import { idTaken, instantInvalid, quotaReached } from "../access/refusals.ts";

const MOST_VERSIONS = 5_000;

interface NewVersion {
  readonly organisation: Address;
  readonly account: Address;
  readonly kind: RiskVersionKind;
  readonly subject: string;
  readonly body: { readonly id: string };
  /** Unix seconds. */
  readonly now: number;
}

/** @throws ProblemError `IdTaken`, `QuotaReached` */
export async function setVersion(
  tx: Transaction,
  { organisation, account, kind, subject, body, now }: NewVersion,
): Promise<{ readonly stored: RiskVersion; readonly isNew: boolean }> {
  const content = keccakOfText(JSON.stringify([kind, subject, body]));
  const version = { kind, subject, id: body.id, content, body, setBy: account, set: now };
  const kept = await keepRiskVersion(tx, organisation, version, MOST_VERSIONS);
  if (kept === undefined) throw quotaReached(MOST_VERSIONS, "versions of that kind: no more are kept");
  if (kept.stored.content !== content) throw idTaken("another version");
  return kept;
}

/** Nobody answers for a risk who may not act here. @throws ProblemError `RequestInvalid` */
export async function checkOwner(
  tx: Transaction,
  organisation: Address,
  owner: Address | null,
  now: number,
): Promise<void> {
  if (owner === null || isPower(await readPower(tx, organisation, owner, now))) return;
  throw instantInvalid("body.owner", "give a member of the organisation");
}
