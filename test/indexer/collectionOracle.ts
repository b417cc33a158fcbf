/** The rows of collections, from the canonical events by the rules of `ICollections.sol`, and by no other code. */
import type { Hex } from "../../src/domain/receivable.ts";
import type { CanonicalEvent } from "./canonical.ts";
import type { Row } from "./comparing.ts";

type Args = Readonly<Record<string, unknown>>;

/** By table. @param events Of the contract of collections, in the order of the chain. */
export function collectionRows(events: readonly CanonicalEvent[]): Readonly<{ [table: string]: readonly Row[] }> {
  const agreed = new Map<string, Row>();
  const adopted = new Map<string, Row>();
  const placements = new Map<string, Row>();
  const plans = new Map<string, Row>();
  const spent: Row[] = [];
  for (const { name, args } of events) {
    const id = String(args["id"]);
    if (name === "ScheduleAgreed") {
      const [supplier, buyer] = [lower(args["supplier"]), lower(args["buyer"])];
      agreed.set(`${supplier} ${buyer}`, { supplier, buyer, schedule: numbers(args["schedule"]) });
    } else if (name === "ScheduleAdopted") {
      const { commitment, dueDay, utcOffset, schedule } = args;
      const days = { due_day: Number(dueDay), utc_offset: Number(utcOffset), schedule: numbers(schedule) };
      adopted.set(id, { id, commitment, ...days, cycles: [0, 0, 0, 0, 0, 0, 0] });
    } else if (name === "CollectionRecorded") {
      const row = adopted.get(id);
      const stage = Number((args["entry"] as Args)["stage"]);
      if (row === undefined) continue;
      const cycles = (row["cycles"] as readonly number[]).map((cycle, at) =>
        at === stage ? Number(args["cycle"]) : cycle,
      );
      adopted.set(id, { ...row, cycles });
    } else if (name === "CollectionPlaced") {
      const { collector, scope, fee, until, terms } = args["placement"] as Args;
      const key = { id, creditor: lower(args["creditor"]), collector: lower(collector) };
      const row = { ...key, scope: Number(scope), fee: Number(fee), until: Number(until), terms };
      placements.set(Object.values(key).join(" "), row);
    } else if (name === "CollectionRecalled") {
      placements.delete([id, lower(args["creditor"]), lower(args["collector"])].join(" "));
    } else if (name === "PlanAgreed") {
      const { commitment, plan } = args;
      const [creditor, debtor] = [lower(args["creditor"]), lower(args["debtor"])];
      const count = Number(plans.get(id)?.["count"] ?? 0) + 1;
      plans.set(id, { id, commitment, creditor, debtor, plan, count });
    } else if (name === "NonceSpent") {
      spent.push({ signer: lower(args["signer"]), nonce: args["nonce"] });
    }
  }
  return {
    agreed_schedules: [...agreed.values()],
    adopted_schedules: [...adopted.values()],
    placements: [...placements.values()],
    agreed_plans: [...plans.values()],
    spent_collection_nonces: spent,
  };
}

function numbers(schedule: unknown): Row {
  return Object.fromEntries(Object.entries(schedule as Args).map(([field, value]) => [field, Number(value)]));
}

function lower(text: unknown): Hex {
  return String(text).toLowerCase() as Hex;
}
