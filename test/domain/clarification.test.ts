import { readFileSync } from "node:fs";
import { expect } from "chai";
import { ClarificationAction, ClarificationReason } from "../../src/domain/clarification.ts";
import { ReceiptStatus } from "../../src/domain/receipts.ts";
import { Outcome, Status, Verb } from "../../src/domain/receivable.ts";

const TYPES = readFileSync(new URL("../../contracts/types/Types.sol", import.meta.url), "utf8");

/** The members of a Solidity enum, in their order. */
function membersOf(name: string): string[] {
  const body = new RegExp(`enum ${name} \\{([^}]*)\\}`).exec(TYPES)?.[1] ?? "";
  return body.split(",").map((member) => member.trim());
}

describe("The numbered words", () => {
  const tables: readonly (readonly [string, Readonly<Record<string, number>>])[] = [
    ["ClarificationReason", ClarificationReason],
    ["ClarificationAction", ClarificationAction],
    ["Status", Status],
    ["Verb", Verb],
    ["Outcome", Outcome],
    ["ReceiptStatus", ReceiptStatus],
  ];
  for (const [name, table] of tables) {
    it(`of ${name} are those of the contracts, in their order`, () => {
      expect(Object.entries(table)).to.deep.equal(membersOf(name).map((member, number) => [member, number]));
    });
  }
});
