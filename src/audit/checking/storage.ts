/** Whether the ledger's storage is what its events add up to, word by word. */
import { hexOf } from "../hashing.ts";
import type { Hex } from "../hashing.ts";
import {
  approvalSlot,
  creditedSlot,
  detailSlot,
  disputedSlot,
  ledgerSlot,
  tokenSlot,
  transfereeSlot,
} from "../slots.ts";
import type { LedgerState } from "../state.ts";
import { expectedWords } from "../words.ts";
import type { ContractReader } from "./contract.ts";
import type { Difference } from "./difference.ts";

const SLOTS_AT_ONCE = 400;

interface Word {
  readonly slot: Hex;
  readonly word: Hex;
}

export interface StorageCheck {
  readonly words: number;
  readonly differences: readonly Difference[];
}

/** @param tell How many words were compared, of how many. @throws ChainReadError */
export async function checkStorage(
  { contracts, ledger, block }: { readonly contracts: ContractReader; readonly ledger: Hex; readonly block: number },
  state: LedgerState,
  tell: (done: number, of: number) => void,
  signal: AbortSignal,
): Promise<StorageCheck> {
  const expected = [...expectedWords(state)].map(([slot, word]): Word => ({ slot, word }));
  const names = namesOf(state);
  const differences: Difference[] = [];
  for (let first = 0; first < expected.length; first += SLOTS_AT_ONCE) {
    const some = expected.slice(first, first + SLOTS_AT_ONCE);
    const held = await contracts.wordsOf(
      ledger,
      some.map(({ slot }) => slot),
      signal,
    );
    for (const [index, { slot, word }] of some.entries()) {
      const found = held[index]?.toLowerCase();
      if (found === word) continue;
      const { receivable = null, field = slot } = names.get(slot) ?? {};
      differences.push({
        ...{ severity: "grave", source: "storage", kind: "StorageDiffers", receivable, field },
        ...{ said: found ?? null, chain: word, block },
      });
    }
    tell(Math.min(first + SLOTS_AT_ONCE, expected.length), expected.length);
  }
  return { words: expected.length, differences };
}

/** What the slots of receivables are called. */
function namesOf(state: LedgerState): ReadonlyMap<Hex, { readonly receivable: Hex; readonly field: string }> {
  const names = new Map<Hex, { readonly receivable: Hex; readonly field: string }>();
  for (const receivable of new Set([...state.receivables.keys(), ...state.tokens.keys()])) {
    const slots = {
      ledger: ledgerSlot(receivable),
      detail: detailSlot(receivable),
      disputed: disputedSlot(receivable),
      credited: creditedSlot(receivable),
      transferee: transfereeSlot(receivable),
      token: tokenSlot(receivable),
      approved: approvalSlot(receivable),
    };
    for (const [field, slot] of Object.entries(slots)) names.set(hexOf(slot), { receivable, field });
  }
  return names;
}
