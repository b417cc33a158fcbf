/** Country packs over HTTP. */
import { dayNumber } from "../../domain/terms.ts";
import { COUNTRY_PACKS, packWarnings, staleness } from "../../domain/risk/packCheck.ts";
import type { TermsCase } from "../../domain/risk/packCheck.ts";
import type { PackFact } from "../../domain/risk/countryPack.ts";
import { lastRiskVersions } from "../../store/riskVersions.ts";
import type { RiskVersion } from "../../store/riskVersions.ts";
import type { NewPackProfile, TermCheckQuery } from "../../wire/countryPack.ts";
import type { RISK_OPERATIONS } from "../../wire/operations/risk.ts";
import type { GatewayDeps } from "../deps.ts";
import type { Handlers } from "../http/exchange.ts";
import { shownInstant } from "../receivables/showing.ts";
import { complianceOf } from "./compliance.ts";
import { shownPackWarning, shownReference, shownSource } from "./terms.ts";
import { setVersion } from "./versions.ts";

type Own = "listCountryPacks" | "checkTerms" | "setPackProfile" | "listPackProfiles" | "readCompliance";

const DAY = 86_400;
const NOTICE =
  "Facts with their sources, for a first look. This is no legal advice: which law governs, and whether an exception " +
  "holds, is for people to say.";

export function packHandlers(deps: GatewayDeps): Pick<Handlers<typeof RISK_OPERATIONS>, Own> {
  const { database, now } = deps;
  const today = (): number => Math.floor(now() / DAY);
  return {
    listCountryPacks: async () => {
      const items = Object.values(COUNTRY_PACKS).map(({ code, version, currency, reviewBy, facts, references }) => ({
        ...{ code, version, currency, reviewBy },
        isReviewOverdue: staleness(COUNTRY_PACKS[code], today()).length > 0,
        facts: facts.map(shownFact),
        references: references.map(shownReference),
      }));
      return Promise.resolve({ status: 200, body: { items, notice: NOTICE } });
    },
    checkTerms: async ({ query }) => {
      const warnings = packWarnings(COUNTRY_PACKS[query.pack], caseOf(query), today());
      return Promise.resolve({ status: 200, body: { warnings: warnings.map(shownPackWarning) } });
    },
    setPackProfile: async ({ member: { organisation, account }, body }) => {
      const version = {
        organisation,
        account,
        kind: "profile",
        subject: body.customer ?? "",
        body,
        now: now(),
      } as const;
      const { stored, isNew } = await database.transaction((tx) => setVersion(tx, version));
      return { status: isNew ? 201 : 200, body: shownProfile(stored) };
    },
    listPackProfiles: async ({ member: { organisation } }) => {
      const versions = await lastRiskVersions(database, organisation, "profile");
      return { status: 200, body: { items: versions.map(shownProfile) } };
    },
    readCompliance: async ({ member: { organisation }, query }) => {
      return { status: 200, body: await complianceOf(deps, organisation, query) };
    },
  };
}

function caseOf(query: TermCheckQuery): TermsCase {
  const { debtor, smallCreditor, voucher, contract, from, due, latePpm, amount, fixedSum } = query;
  const sums =
    amount === undefined || fixedSum === undefined ? undefined : { amount: BigInt(amount), fixed: BigInt(fixedSum) };
  return {
    ...{ debtor, isSmallCreditor: smallCreditor === "true", isVoucher: voucher === "true", sums },
    ...{ contractDay: dayNumber(contract), from: dayNumber(from), dueDay: dayNumber(due), latePpm: BigInt(latePpm) },
  };
}

function shownFact({ kind, code, from, until, source, text }: PackFact) {
  return { kind, code, from, until: until ?? null, source: shownSource(source), text };
}

function shownProfile({ body, version, set, setBy }: RiskVersion) {
  // Only what the interface took is kept there.
  return { ...(body as NewPackProfile), version, set: shownInstant(set), setBy };
}
