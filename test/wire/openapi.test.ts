import { readFileSync } from "node:fs";
import { expect } from "chai";
import { z } from "zod";
import { operation, parametersOf, problemsOf } from "../../src/wire/operation.ts";
import { openApiOf } from "../../src/wire/openapi.ts";
import { OPERATIONS } from "../../src/wire/operations.ts";
import { PROBLEMS } from "../../src/wire/problem.ts";
import { CLIENT_TYPES, clientTypes } from "../../scripts/clientTypes.ts";

const document = openApiOf(OPERATIONS, "1");

const PLAIN = operation({
  method: "get",
  path: "/things/{id}",
  tag: "Things",
  summary: "A thing",
  caller: "anyone",
  params: z.strictObject({ id: z.string() }),
  answers: { 200: { description: "It.", body: z.strictObject({ a: z.string() }).meta({ id: "Thing" }) } },
});

describe("The OpenAPI document", () => {
  it("describes every operation once, with its id", () => {
    const ids = Object.values(document.paths).flatMap((methods) =>
      Object.values(methods).map(({ operationId }) => operationId),
    );
    expect(ids).to.have.members(Object.keys(OPERATIONS));
  });

  it("resolves every reference that it makes", () => {
    const text = JSON.stringify(document);
    const named = [...text.matchAll(/"\$ref":"([^"]+)"/g)].map(([, target = ""]) => target);
    expect(named).not.to.be.empty;
    for (const target of named) {
      expect(target).to.match(/^#\/components\/schemas\/\w+$/);
      expect(document.components.schemas).to.have.property(target.split("/").at(-1) ?? "");
    }
    expect(text).not.to.contain("$defs");
  });

  it("documents every problem that an operation may report, by its status", () => {
    for (const described of Object.values(OPERATIONS)) {
      const responses = document.paths[described.path]?.[described.method]?.["responses"] as Record<
        string,
        { description: string }
      >;
      for (const code of problemsOf(described)) {
        expect(responses[PROBLEMS[code].status]?.description, described.path).to.contain(code);
      }
    }
  });

  it("says who may call", () => {
    expect(document.paths["/v1/receivables"]?.["get"]?.["security"]).to.deep.equal([
      { session: ["receivables:read"] },
      { key: ["receivables:read"] },
    ]);
    expect(document.paths["/metrics"]?.["get"]?.["security"]).to.deep.equal([{ operator: [] }]);
    expect(document.paths["/v1/health"]?.["get"]).not.to.have.property("security");
  });

  it("leaves no object open to fields that are not documented, but for itself", () => {
    for (const [name, schema] of Object.entries(document.components.schemas)) {
      const { type, additionalProperties } = schema as { type?: string; additionalProperties?: unknown };
      if (type === "object") expect(additionalProperties, name).to.equal(false);
    }
  });

  it("refuses two schemas of one name, and parameters that the path does not have", () => {
    const other = { 200: { description: "It.", body: z.strictObject({ b: z.int() }).meta({ id: "Thing" }) } };
    const twice = { one: PLAIN, two: operation({ ...PLAIN, path: "/others/{id}", answers: other }) };
    expect(() => openApiOf(twice, "1")).to.throw("two schemas are called Thing");
    const elsewhere = { one: operation({ ...PLAIN, path: "/things/{name}" }) };
    expect(() => openApiOf(elsewhere, "1")).to.throw("other parameters");
    expect(parametersOf("/a/{b}/c/{d}")).to.deep.equal(["b", "d"]);
  });

  it("is what the types of the client were generated from", async () => {
    const hint = "write them anew: node scripts/clientTypes.ts";
    expect(readFileSync(CLIENT_TYPES, "utf8") === (await clientTypes()), hint).to.equal(true);
  });
});
