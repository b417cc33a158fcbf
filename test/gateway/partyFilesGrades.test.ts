import { expect } from "chai";
import type { Client } from "openapi-fetch";
import type { components, paths } from "../../generated/openapi.d.ts";
import { keccakOfText } from "../../src/domain/hash.ts";
import { missingFacts } from "../../src/gateway/partyFiles/missing.ts";
import { scoreInputsOf } from "../../src/gateway/partyFiles/scoreInputs.ts";
import { ATTESTATION_COLUMNS } from "../../src/wire/partyFileGrade.ts";
import { DAY } from "./book.ts";
import { attestationDigest, attestationOf, signedGrade, signedRevocation } from "./partyFileGrading.ts";
import type { GivenAttestation } from "./partyFileGrading.ts";
import { addressOf, openStage } from "./stage.ts";
import type { Stage } from "./stage.ts";

type Agency = components["schemas"]["NewRatingAgency"];

const [SUPPLIER, BUYER, OTHER] = ["the supplier", "the buyer", "another buyer"].map(addressOf) as [
  ReturnType<typeof addressOf>,
  ReturnType<typeof addressOf>,
  ReturnType<typeof addressOf>,
];
const [AGENCY, RIVAL] = ["the agency", "a rival"] as const;
const CONTRACT = addressOf("a contract");

function trust(name: string, over: Partial<Agency> = {}): Agency {
  return {
    ...{ agency: addressOf(name), name, isTrusted: true, reason: "It is licensed" },
    scales: [
      {
        scale: "long-term",
        grades: ["AA", "BB", "CC"].map((grade, place) => ({ grade, ppm: 900_000 - place * 300_000 })),
      },
    ],
    ...over,
  };
}

describe("Grades of rating agencies", () => {
  let stage: Stage;
  let client: Client<paths>;

  beforeEach(async () => {
    // The contract takes one signature for its own.
    const signedByContract = (account: string, _hash: string, signature: string) =>
      Promise.resolve(account === CONTRACT && signature === "0xc0ffee");
    stage = await openStage({ signedByContract });
    client = stage.client(await stage.signIn("the supplier"));
    await client.POST("/v1/rating-agencies", { body: trust(AGENCY) });
  });

  afterEach(() => stage.close());

  async function bring(...attestations: readonly GivenAttestation[]) {
    const body = { format: "json" as const, attestations: [...attestations] };
    const { data } = await client.POST("/v1/party-grades", { body });
    return data?.items ?? expect.fail("every import is answered line by line");
  }

  async function states(customer = BUYER) {
    const { data } = await client.GET("/v1/party-grades", { params: { query: { customer } } });
    return data?.items.map(({ grade, state, ppm }) => [grade, state, ppm]) ?? [];
  }

  const inputs = () => scoreInputsOf(stage.database, SUPPLIER, BUYER, stage.now);

  it("count where a trusted agency signed them and the organisation has mapped them", async () => {
    const grade = await signedGrade(AGENCY, BUYER);
    expect(await bring(grade)).to.deep.equal([
      { place: 1, fate: "imported", attestation: attestationDigest(attestationOf(AGENCY, BUYER)), fault: null },
    ]);
    expect((await bring(grade))[0]?.fate).to.equal("known");
    expect(await states()).to.deep.equal([["BB", "counts", 600_000]]);
    expect((await inputs()).grade).to.deep.include({ ppm: 600_000, agency: addressOf(AGENCY), grade: "BB" });
    expect(await missingFacts(stage.database, SUPPLIER, BUYER, ["grade"], stage.now)).to.deep.equal([]);
  });

  it("are refused where they are forged, altered, or carried over to somebody else", async () => {
    const real = await signedGrade(AGENCY, BUYER);
    const forged = { ...(await signedGrade(RIVAL, BUYER)), agency: addressOf(AGENCY) };
    const fates = await bring(
      ...[forged, { ...real, grade: "AA" }, { ...real, subject: OTHER }, { ...real, expires: "2030-01-01" }],
      ...[
        { ...real, statement: keccakOfText("another") },
        { ...real, signature: "0x" as const },
      ],
      { ...real, legalId: "LEI:000000MUSTERWERK0169" },
    );
    expect(fates.map(({ fate }) => fate)).to.deep.equal(fates.map(() => "refused"));
    for (const { fault } of fates) expect(fault).to.match(/^signature: /);
    expect([await states(), await states(OTHER)]).to.deep.equal([[], []]);
  });

  it("are refused once expired, and count for nothing when they expire later", async () => {
    const over = await signedGrade(AGENCY, BUYER, { asOf: "2025-10-01", expires: "2026-11-20" });
    expect((await bring(over))[0]?.fault).to.match(/^expires: it expired on 2026-11-20/);
    const early = await signedGrade(AGENCY, BUYER, { asOf: "2026-12-01", expires: "2026-12-31" });
    expect((await bring(early))[0]?.fault).to.match(/^asOf: 2026-12-01 is to come/);
    await bring(await signedGrade(AGENCY, BUYER, { expires: "2026-11-21" }));
    expect(await states()).to.deep.equal([["BB", "counts", 600_000]]);
    stage.now += DAY;
    client = stage.client(await stage.signIn("the supplier"));
    expect(await states()).to.deep.equal([["BB", "expired", null]]);
    expect((await inputs()).grade).to.equal(undefined);
    expect(await missingFacts(stage.database, SUPPLIER, BUYER, ["grade"], stage.now)).to.deep.equal([
      { kind: "grade", why: "expired" },
    ]);
  });

  it("are shown and count for nothing of agencies that nobody trusts, or trusts no more", async () => {
    await bring(await signedGrade(RIVAL, BUYER, { grade: "AA" }));
    expect(await states()).to.deep.equal([["AA", "untrusted", null]]);
    await client.POST("/v1/rating-agencies", { body: trust(RIVAL) });
    expect(await states()).to.deep.equal([["AA", "counts", 900_000]]);
    const then = stage.now;
    stage.now += 60;
    await client.POST("/v1/rating-agencies", { body: trust(RIVAL, { isTrusted: false, reason: "It sells grades" }) });
    expect(await states()).to.deep.equal([["AA", "untrusted", null]]);
    expect((await scoreInputsOf(stage.database, SUPPLIER, BUYER, then)).grade?.grade).to.equal("AA");
    const { data } = await client.GET("/v1/rating-agencies");
    expect(data?.items.map(({ reason }) => reason)).to.deep.equal([
      "It sells grades",
      "It is licensed",
      "It is licensed",
    ]);
  });

  it("of several that count give the lowest to a score, and none that is not mapped", async () => {
    await client.POST("/v1/rating-agencies", { body: trust(RIVAL) });
    await bring(await signedGrade(AGENCY, BUYER), await signedGrade(RIVAL, BUYER, { grade: "CC" }));
    await bring(await signedGrade(AGENCY, BUYER, { grade: "D" }), await signedGrade(AGENCY, BUYER, { scale: "short" }));
    expect((await inputs()).grade?.grade).to.equal("CC");
    const seen = (await states()).map(([grade, state]) => `${String(grade)} ${String(state)}`);
    expect(seen).to.have.members(["BB counts", "CC counts", "D unmapped", "BB unmapped"]);
  });

  it("count no more once the agency, and nobody else, took them back", async () => {
    const digest = attestationDigest(attestationOf(AGENCY, BUYER));
    await bring(await signedGrade(AGENCY, BUYER));
    const revoke = (signature: `0x${string}`) =>
      client.POST("/v1/party-grades/{attestation}/revocation", {
        ...{ params: { path: { attestation: digest } }, body: { signature } },
      });
    const wrong = [await signedRevocation(RIVAL, digest), await signedRevocation(AGENCY, keccakOfText("another"))];
    for (const signature of wrong) expect((await revoke(signature)).response.status).to.equal(401);
    expect(await states()).to.deep.equal([["BB", "counts", 600_000]]);
    const then = stage.now;
    stage.now += 60;
    expect((await revoke(await signedRevocation(AGENCY, digest))).response.status).to.equal(204);
    expect(await states()).to.deep.equal([["BB", "revoked", null]]);
    expect((await bring(await signedGrade(AGENCY, BUYER)))[0]?.fate, "handed in again").to.equal("known");
    expect(await states()).to.deep.equal([["BB", "revoked", null]]);
    expect((await scoreInputsOf(stage.database, SUPPLIER, BUYER, then)).grade?.grade).to.equal("BB");
  });

  it("count for nothing where the party file knows the subject by another number", async () => {
    const legalId = "LEI:000000MUSTERWERK0169";
    await bring(await signedGrade(AGENCY, BUYER, { legalId }));
    expect(await states()).to.deep.equal([["BB", "counts", 600_000]]);
    const fact = {
      ...{ id: "6f7a0f43-60d5-4f5e-9a34-0f6c4a3b8a10", customer: BUYER, asOf: "2026-11-01", observed: "2026-11-01" },
      value: { kind: "registrationNumber" as const, scheme: "LEI" as const, value: "000000BEISPIELSE0251" },
      source: { kind: "register" as const, name: "GLEIF" },
    };
    expect((await client.POST("/v1/party-facts", { body: fact })).response.status).to.equal(201);
    expect(await states()).to.deep.equal([["BB", "otherSubject", null]]);
  });

  it("may be signed by a contract account (ERC-1271)", async () => {
    const body = trust("a contract");
    await client.POST("/v1/rating-agencies", { body });
    const grade = { ...attestationOf("a contract", BUYER), signature: "0xc0ffee" as const };
    const fates = await bring(grade, { ...grade, signature: "0xc0ff" });
    expect(fates.map(({ fate }) => fate)).to.deep.equal(["imported", "refused"]);
    expect(await states()).to.deep.equal([["BB", "counts", 600_000]]);
  });

  it("come as CSV too, line by line, in any order of columns", async () => {
    const grade: Readonly<Record<string, string>> = { ...(await signedGrade(AGENCY, BUYER)) };
    const columns = [...ATTESTATION_COLUMNS].reverse();
    const row = (over: Readonly<Record<string, string>>) =>
      columns.map((column) => over[column] ?? grade[column] ?? "").join(",");
    const lines = [columns.join(","), row({}), row({ asOf: "2026-13-01" }), row({ grade: "AA" }), "too,short"];
    const give = (file: string) => client.POST("/v1/party-grades", { body: { format: "csv" as const, file } });
    const { data } = await give(lines.join("\n"));
    expect(data?.items.map(({ place, fate }) => [place, fate])).to.deep.equal([
      [1, "imported"],
      [2, "refused"],
      [3, "refused"],
      [4, "refused"],
    ]);
    expect(data?.items[1]?.fault).to.match(/^asOf: /);
    expect((await give("agency,subject\n")).error?.type).to.equal("/problems/GradesUnreadable");
  });

  it("are nobody else's", async () => {
    await bring(await signedGrade(AGENCY, BUYER));
    const stranger = stage.client(await stage.signIn("somebody else"));
    const seen = await stranger.GET("/v1/party-grades", { params: { query: { customer: BUYER } } });
    expect(seen.data?.items).to.deep.equal([]);
    const attestation = attestationDigest(attestationOf(AGENCY, BUYER));
    const signature = await signedRevocation(AGENCY, attestation);
    const params = { path: { attestation } };
    const revoked = await stranger.POST("/v1/party-grades/{attestation}/revocation", { params, body: { signature } });
    expect(revoked.response.status).to.equal(404);
    expect((await stranger.GET("/v1/rating-agencies")).data?.items).to.deep.equal([]);
  });
});
