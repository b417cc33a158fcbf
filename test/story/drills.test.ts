/** The drills that are shipped (N10), as a user runs them. */
import { expect } from "chai";
import { RefusedError } from "../../src/clients/errors.ts";
import type { ErrorCode } from "../../src/clients/errors.ts";
import { createChecks } from "../../src/cli/drill/checks.ts";
import type { Check } from "../../src/cli/drill/checks.ts";
import { newDrill } from "../../src/wire/riskRunbook.ts";
import { countersign } from "../cli/run.ts";

/** What each must have checked, at least. */
const DRILLS = {
  "key-loss": [
    "the receivable keeps its id, its terms and its holder",
    "an act that the lost key signs is refused",
    "money arrives where it did before",
  ],
  "gateway-down": [
    "the ledger goes on, and another gateway's index follows it",
    "a member noted before the backup is there again",
    "the index, built anew from the chain, is equal to the other gateway's",
  ],
  reorganisation: [
    "the index drops it with its block, and folds again",
    "whoever was told of it is told that it was taken back",
    "it counts once it is made again",
  ],
} as const;

describe("A drill", function () {
  this.timeout(180_000);

  for (const [name, checked] of Object.entries(DRILLS)) {
    it(`of ${name} holds, and gives the record that the runbook takes`, async () => {
      const { status, out, err } = await countersign(["drill", name, "--json"]);
      expect(status, err).to.equal(0);
      const record = newDrill.parse(JSON.parse(out));
      expect(record.passed).to.equal(true);
      expect(record.checks.map(({ what }) => what)).to.include.members([...checked]);
    });
  }

  it("that nobody knows is called wrongly", async () => {
    const { status, err } = await countersign(["drill", "earthquake"]);
    expect(status).to.equal(2);
    expect(err).to.contain("key-loss");
  });
});

describe("What a drill checks", () => {
  const said: Check[] = [];
  const checks = createChecks((check) => said.push(check));

  it("fails where an act is taken that has to be refused, or is refused for another reason", async () => {
    const refused = (code: ErrorCode) => () => Promise.reject(new RefusedError(code, {}, "no"));
    await checks.refused("the lost key is refused", refused("SignatureInvalid"), "SignatureInvalid");
    await checks.refused("the lost key is refused", refused("NonceAlreadySpent"), "SignatureInvalid");
    await checks.refused("the lost key is refused", () => Promise.reject(new Error("it is gone")), "SignatureInvalid");
    await checks.refused("the lost key is refused", () => Promise.resolve("recorded"), "SignatureInvalid");
    expect(checks.all.map(({ isMet }) => isMet)).to.deep.equal([true, false, false, false]);
    expect(said).to.deep.equal(checks.all);
  });
});
