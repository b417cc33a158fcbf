import { expect } from "chai";
import fc from "fast-check";
import { nestedMessage, organisationDomain } from "../../src/clients/organisation/nesting.ts";
import type { Receivable } from "../../src/domain/receivable.ts";
import { checkMessage, checkPermit } from "../../src/portal/acts/reading/checkMessage.ts";
import type { Expected } from "../../src/portal/acts/reading/expected.ts";
import { readMessage } from "../../src/portal/acts/reading/readMessage.ts";
import type { TypedDataJson } from "../../src/wire/intent.ts";
import { permit } from "../../src/domain/permit.ts";
import { anyReceivable } from "../support/arbitraries.ts";
import { AGREED } from "../support/agreed.ts";
import { actsOn, commitmentIn, KNOWN, NOW, typedDataOf, VALIDITY } from "./signedActs.ts";
import { otherActs } from "./signedOtherActs.ts";
import type { SignedAct } from "./signedActs.ts";

const EURO = { code: "EUR", decimals: 2 };
const currencyOf = (): typeof EURO => EURO;

function expectedOf(act: SignedAct, receivable: Receivable): Expected {
  const { currency } = receivable.terms;
  const { asked, organisation } = act;
  const commitment = commitmentIn(act, receivable);
  return { asked, organisation, known: KNOWN, currencyOf, now: NOW, currency, commitment };
}

const every = (receivable: Receivable): readonly SignedAct[] => [...actsOn(receivable), ...otherActs(receivable)];

/** With room for a later line and revision. */
const soon = anyReceivable.map(({ header, ...rest }) => ({
  ...rest,
  header: { ...header, line: header.line % 9_999, revision: header.revision % 9_999 },
}));

interface Leaf {
  readonly path: string;
  readonly value: unknown;
}

function leavesOf(value: unknown, path = ""): readonly Leaf[] {
  if (typeof value !== "object" || value === null) return [{ path, value }];
  return Object.entries(value).flatMap(([name, inner]) => leavesOf(inner, path === "" ? name : `${path}.${name}`));
}

/** Another value of the same type, as near as may be. */
function other(value: unknown): unknown {
  if (typeof value === "boolean") return !value;
  if (typeof value === "number") return value === 0 ? 1 : value - 1;
  if (typeof value !== "string") return value;
  if (value.startsWith("0x")) return `${value.slice(0, -1)}${value.endsWith("0") ? "1" : "0"}`;
  return /^-?\d+$/.test(value) && value !== "0001" ? (BigInt(value) + 1n).toString() : `${value}.`;
}

function changed(typedData: TypedDataJson, path: string): TypedDataJson {
  const copy = structuredClone(typedData);
  const steps = path.split(".");
  const last = steps.pop() ?? "";
  let place = copy.message;
  for (const step of steps) place = place[step] as Record<string, unknown>;
  place[last] = other(place[last]);
  return copy;
}

const isFree = (free: readonly string[], path: string): boolean =>
  free.some((one) => path === one || path.startsWith(`${one}.`));

describe("checking what is to be signed against what was asked for", () => {
  it("lets pass every act as the real builders make it", () => {
    fc.assert(
      fc.property(soon, (receivable) => {
        for (const act of every(receivable)) {
          const faults = checkMessage(typedDataOf(act.message, act.place), expectedOf(act, receivable), "en");
          expect(faults, act.asked.verb).to.deep.equal([]);
        }
      }),
      { numRuns: 20 },
    );
  });

  for (const index of every(AGREED).keys()) {
    const act = every(AGREED)[index];
    if (act === undefined) continue;
    it(`finds any changed value of ${act.asked.verb} as ${act.message.primaryType}`, () => {
      const typedData = typedDataOf(act.message, act.place);
      const expected = expectedOf(act, AGREED);
      const found = leavesOf(typedData.message).filter(({ path }) => !isFree(act.free, path));
      expect(found.length).to.be.greaterThan(0);
      const missed = found.filter(({ path }) => checkMessage(changed(typedData, path), expected, "zh").length === 0);
      expect(missed.map(({ path }) => path)).to.deep.equal([]);
    });

    it(`finds ${act.asked.verb} as ${act.message.primaryType} for another chain, contract, type or time`, () => {
      const typedData = typedDataOf(act.message, act.place);
      const expected = expectedOf(act, AGREED);
      const { domain } = typedData;
      const lies: readonly TypedDataJson[] = [
        { ...typedData, domain: { ...domain, chainId: 1 } },
        { ...typedData, domain: { ...domain, verifyingContract: `0x${"9".repeat(40)}` } },
        { ...typedData, domain: { ...domain, name: "Permit" } },
        { ...typedData, domain: { ...domain, version: "2" } },
        { ...typedData, domain: { ...domain, salt: `0x${"0".repeat(64)}` } as TypedDataJson["domain"] },
        { ...typedData, primaryType: "Waiver2" },
        withField(typedData),
      ];
      expect(lies.filter((lie) => checkMessage(lie, expected, "en").length === 0)).to.deep.equal([]);
      for (const now of [Number(VALIDITY.deadline) + 1, Number(VALIDITY.deadline) - 400 * 86_400]) {
        expect(checkMessage(typedData, { ...expected, now }, "en")).to.have.length(1);
      }
    });
  }

  it("takes no message for that of another act", () => {
    for (const act of every(AGREED)) {
      for (const { message, place } of every(AGREED)) {
        if (message.primaryType === act.message.primaryType) continue;
        expect(checkMessage(typedDataOf(message, place), expectedOf(act, AGREED), "en")).to.not.deep.equal([]);
      }
    }
  });

  it("checks the account for which members of an organisation sign", () => {
    const [act] = actsOn(AGREED);
    if (act === undefined) throw new Error("there is an act");
    const expected = expectedOf(act, AGREED);
    const nested = nestedMessage(organisationDomain(KNOWN.chainId, act.organisation), act.message);
    const typedData = typedDataOf(nested, "ledger");
    expect(checkMessage(typedData, expected, "en")).to.deep.equal([]);
    for (const path of ["verifyingContract", "chainId", "name", "salt", "contents.receivable.header.line"]) {
      expect(checkMessage(changed(typedData, path), expected, "en"), path).to.not.deep.equal([]);
    }
    expect(readMessage(typedData, { language: "zh", currencyOf }).rows.map(({ label }) => label)).to.include(
      "代表签署的账户",
    );
  });

  it("checks the permit beside a payment", () => {
    const act = actsOn(AGREED).find(({ asked }) => asked.verb === "pay");
    if (act === undefined) throw new Error("there is a payment");
    const { currency } = AGREED.terms;
    const asked = { owner: act.organisation, spender: KNOWN.ledger, value: 9_400n, ...VALIDITY };
    const data = typedDataOf(permit(asked), "ledger");
    const typedData = { ...data, domain: { ...data.domain, name: "Euro", verifyingContract: currency } };
    const expected = { ...expectedOf(act, AGREED), currency };
    expect(checkPermit(typedData, expected, "en")).to.deep.equal([]);
    for (const path of ["owner", "spender", "value"]) {
      expect(checkPermit(changed(typedData, path), expected, "en"), path).to.have.length(1);
    }
    expect(checkPermit(data, expected, "en")).to.have.length(1);
  });

  it("says in Chinese what is wrong", () => {
    const act = actsOn(AGREED).find(({ asked }) => asked.verb === "pay");
    if (act === undefined) throw new Error("there is a payment");
    const typedData = changed(typedDataOf(act.message, "ledger"), "maxCash");
    expect(checkMessage(typedData, expectedOf(act, AGREED), "zh")).to.deep.equal([
      "maxCash为9401，而贵方要求的是9400。",
    ]);
  });
});

function withField(typedData: TypedDataJson): TypedDataJson {
  const { types, primaryType } = typedData;
  const fields = types[primaryType] ?? [];
  return { ...typedData, types: { ...types, [primaryType]: [...fields, { name: "also", type: "bytes32" }] } };
}
