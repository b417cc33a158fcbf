/** What else a batch touches: cash kept, nonces, roots, operators, and what the directory knows. */
import type { DirectoryEvent } from "../domain/directory.ts";
import type { LedgerEvent, RecordedEvent } from "../domain/events.ts";
import { EMPTY_LEDGER, fold, keyOf } from "../domain/fold.ts";
import type { LedgerState } from "../domain/fold.ts";
import { ZERO_HASH } from "../domain/receivable.ts";
import type { AnyEvent } from "../store/eventBody.ts";
import { factOf } from "../store/factKeys.ts";
import type { FactKey, Facts } from "../store/factTables.ts";

type RowsOf<Kind extends keyof Facts> = Map<string, Facts[Kind][number]>;

/** What the directory knows, by the keys of its mappings. */
interface DirectoryDraft {
  readonly vouchers: RowsOf<"vouchers">;
  readonly mandates: RowsOf<"mandates">;
  readonly viewingKeys: RowsOf<"viewingKeys">;
}

/** What follows from the events of ledger and directory. */
type BookFacts = Pick<
  Facts,
  "kept" | "spentNonces" | "revokedRoots" | "operators" | "vouchers" | "mandates" | "viewingKeys"
>;

/** The facts after some events in the order of the chain. @param before Those that they touch, as they stand. */
export function foldFacts(before: BookFacts, events: readonly RecordedEvent[]): BookFacts {
  const all = events.map(({ event }) => event).filter((event) => factOf(event) !== undefined);
  const ledger = fold(ledgerOf(before), all.filter(isOfLedger));
  const directory = directoryOf(before);
  for (const event of all) if (!isOfLedger(event)) recordDirectory(directory, event);
  const { kept, spentNonces, revokedRoots, operators } = ledger;
  const { vouchers, mandates, viewingKeys } = directory;
  return {
    kept: [...kept.values()],
    spentNonces: [...spentNonces.values()],
    revokedRoots: [...revokedRoots.values()],
    operators: [...operators.values()],
    vouchers: [...vouchers.values()],
    mandates: [...mandates.values()],
    viewingKeys: [...viewingKeys.values()],
  };
}

/** The facts that some events touch. */
export function factsTouchedBy(events: readonly RecordedEvent[]): ReadonlySet<FactKey> {
  return new Set(events.flatMap(({ event }) => factOf(event) ?? []));
}

const DIRECTORY_EVENTS: ReadonlySet<AnyEvent["name"]> = new Set<DirectoryEvent["name"]>([
  "OrganisationVouched",
  "VoucherWithdrawn",
  "MandateGiven",
  "MandateRevoked",
  "ViewingKeySet",
]);

function isOfLedger(event: AnyEvent): event is LedgerEvent {
  return !DIRECTORY_EVENTS.has(event.name);
}

function ledgerOf({ kept, spentNonces, revokedRoots, operators }: BookFacts): LedgerState {
  return {
    ...EMPTY_LEDGER,
    kept: new Map(kept.map((row) => [keyOf(row.holder, row.currency, row.id), row])),
    spentNonces: new Map(spentNonces.map((row) => [keyOf(row.signer, row.nonce), row])),
    revokedRoots: new Map(revokedRoots.map((row) => [keyOf(row.signer, row.root), row])),
    operators: new Map(operators.map((row) => [keyOf(row.owner, row.operator), row])),
  };
}

function directoryOf({ vouchers, mandates, viewingKeys }: BookFacts): DirectoryDraft {
  return {
    vouchers: new Map(vouchers.map((row) => [keyOf(row.registrar, row.organisation), row])),
    mandates: new Map(mandates.map((row) => [keyOf(row.organisation, row.agent), row])),
    viewingKeys: new Map(viewingKeys.map((row) => [keyOf(row.organisation), row])),
  };
}

function recordDirectory({ vouchers, mandates, viewingKeys }: DirectoryDraft, event: DirectoryEvent): void {
  switch (event.name) {
    case "OrganisationVouched": {
      const { registrar, organisation, voucher } = event;
      vouchers.set(keyOf(registrar, organisation), { registrar, organisation, voucher });
      break;
    }
    case "VoucherWithdrawn":
      vouchers.delete(keyOf(event.registrar, event.organisation));
      break;
    case "MandateGiven": {
      const { organisation, agent, mandate } = event;
      mandates.set(keyOf(organisation, agent), { organisation, agent, mandate });
      break;
    }
    case "MandateRevoked":
      mandates.delete(keyOf(event.organisation, event.agent));
      break;
    case "ViewingKeySet": {
      const { organisation, key } = event;
      if (key === ZERO_HASH) viewingKeys.delete(keyOf(organisation));
      else viewingKeys.set(keyOf(organisation), { organisation, key });
    }
  }
}
