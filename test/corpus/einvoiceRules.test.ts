import { expect } from "chai";
import { readInvoice } from "../../src/documents/readInvoice.ts";
import { isHere, readText, xmlFiles } from "./data.ts";

/**
 * The official rule tests of EN 16931: sets of partial documents, each with the rules that it must pass or fail. Those
 * of the rules that are checked here must agree, test by test.
 */
const FOLDER = "einvoice/en16931/unit";
const CHECKED = /^BR-(CO-1[0-7]|0[2-7]|1[2-6])$/;

interface RuleTest {
  readonly file: string;
  readonly index: number;
  readonly rule: string;
  readonly fails: boolean;
  readonly document: string;
}

/** The documents stand inside the test sets as they would stand alone; each declares its own namespaces. */
function ruleTests(file: string): readonly RuleTest[] {
  const sets = [...readText(file).matchAll(/<test\b[^>]*>([\s\S]*?)<\/test>/g)];
  return sets.flatMap(([, content = ""], index) => {
    const [asserted = "", document = ""] = content.split("</assert>");
    return [...asserted.matchAll(/<(success|error)>\s*([^<\s]+)\s*</g)]
      .filter(([, , rule = ""]) => CHECKED.test(rule))
      .map(([, outcome, rule = ""]) => ({ file, index: index + 1, rule, fails: outcome === "error", document }));
  });
}

function alone(document: string): Uint8Array {
  return new TextEncoder().encode(document.trim());
}

if (isHere(FOLDER)) {
  const tests = xmlFiles(FOLDER).flatMap(ruleTests);
  const byRule = Map.groupBy(tests, ({ rule }) => rule);

  describe(`The ${tests.length} official tests of ${byRule.size} rules of EN 16931`, () => {
    for (const [rule, cases] of [...byRule].toSorted(([left], [right]) => left.localeCompare(right))) {
      const failing = cases.filter(({ fails }) => fails).length;
      const counts = `${cases.length - failing} documents pass, ${failing} fail`;
      it(`agree in ${rule}: ${counts} with figures and a place`, async () => {
        for (const { file, index, fails, document } of cases) {
          const { findings } = await readInvoice(alone(document));
          const found = findings.filter((finding) => finding.rule === rule);
          expect(found.length > 0, `${file}, test ${index}`).to.equal(fails);
          for (const finding of found) {
            expect(finding.severity).to.equal("fatal");
            expect(finding.path).to.match(/^\/(ubl:Invoice|cn:CreditNote|rsm:CrossIndustryInvoice)\//);
            expect(finding.expected).to.not.equal(undefined);
            if (finding.line !== undefined) expect(finding.actual).to.not.equal(undefined);
          }
        }
      });
    }

    it("cover every arithmetic rule", () => {
      const rules = ["BR-CO-10", "BR-CO-11", "BR-CO-12", "BR-CO-13", "BR-CO-14", "BR-CO-15", "BR-CO-16", "BR-CO-17"];
      expect([...byRule.keys()]).to.include.members(rules);
    });
  });
} else {
  process.stdout.write(`Official rule tests skipped: ../shared/data/${FOLDER} is not here.\n`);
}
