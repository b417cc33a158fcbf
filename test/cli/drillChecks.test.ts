/** What a drill that failed found, as a gateway takes it in its record. */
import { randomUUID } from "node:crypto";
import { expect } from "chai";
import { createChecks } from "../../src/cli/drill/checks.ts";
import { newDrill } from "../../src/wire/riskRunbook.ts";

describe("The checks of a drill that stopped", () => {
  const ERRORS: readonly (readonly [said: string, error: Error, found: RegExp])[] = [
    ["several lines", new Error("request failed\n\nURL: http://127.0.0.1:8545\n"), /^it stopped: request failed$/],
    ["first lines that are empty", new Error("\n  \r\n the node is gone \n"), /^it stopped: the node is gone$/],
    ["nothing", new TypeError(""), /^it stopped: TypeError$/],
    ["nothing but white space", new RangeError(" \u2028\t"), /^it stopped: RangeError$/],
    ["characters that nobody sees", new Error("a\tb\u0000c\u200Bd"), /^it stopped: a b c d$/],
    ["more than a record has room for", new Error("\u{1F600}x".repeat(4_000)), /^it stopped: .{300,}$/],
    ["white space where it is cut", new Error(`${"x".repeat(449)} y`), /^it stopped: x{449}$/],
    ["half a character where it is cut", new Error(`${"x".repeat(449)}\u{1F600}`), /^it stopped: x{449}\uFFFD$/],
  ];
  for (const [said, error, found] of ERRORS) {
    it(`are recordable where an error says ${said}`, async () => {
      const checks = createChecks(() => undefined);
      await checks.play(() => Promise.reject(error));
      expect(checks.all[0]?.found).to.match(found);
      const at = "2026-01-02T03:04:05Z";
      const record = { id: randomUUID(), drill: "keyLoss", passed: false, checks: checks.all, at };
      expect(newDrill.safeParse(record).error?.issues).to.equal(undefined);
    });
  }
});
