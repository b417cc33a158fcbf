/** A frame contract to be kept: on paper, and its signatures with what they sign. */
import { randomUUID } from "node:crypto";
import { expect } from "chai";
import { hashTypedData, recoverAddress } from "viem";
import type { components } from "../../generated/openapi.d.ts";
import type { Hex } from "../../src/domain/receivable.ts";
import { pagesOf } from "../documents/accountPdfText.ts";
import { openScene, signatureOf } from "./intents/scene.ts";
import type { Scene } from "./intents/scene.ts";
import { addressOf } from "./stage.ts";

type FrameContract = components["schemas"]["FrameContract"];

interface SignatureFile {
  readonly hash: Hex;
  readonly message: Parameters<typeof hashTypedData>[0];
  readonly signatures: readonly { readonly signer: Hex; readonly signature: Hex }[];
}

describe("The files of a frame contract (A14)", () => {
  let scene: Scene;
  let supplier: string;
  let buyer: string;

  beforeEach(async () => {
    scene = await openScene();
    supplier = await scene.signIn("supplier");
    buyer = await scene.signIn("buyer");
  });

  afterEach(() => scene.close());

  async function proposed(): Promise<FrameContract> {
    const from = new Date(scene.now * 1000).toISOString().slice(0, 10);
    const body = { id: randomUUID(), role: "supplier" as const, counterparty: addressOf("buyer"), from };
    const terms = {
      ...{ law: "German law", assignability: "Freely" as const, splittable: false, currency: "EUR" },
      ...{ paymentTerms: "net 30", endOfMonth: null, discountOnParts: false, lateRate: "9.5", basis: 365 as const },
      ...{ graceDays: 0, fixedSum: "40", settlesFirst: "charges" as const, policy: null },
    };
    const { data, error } = await scene.client(supplier).POST("/v1/contracts", { body: { ...body, terms } });
    if (data === undefined) throw new Error(error.detail);
    return data;
  }

  async function sign(token: string, { id, message }: FrameContract, name: string): Promise<void> {
    const body = { signature: await signatureOf(name, message), signer: addressOf(name) };
    const params = { path: { id } };
    const { error } = await scene.client(token).POST("/v1/contracts/{id}/signature", { params, body });
    if (error !== undefined) throw new Error(error.detail);
  }

  async function file(id: string, format: "pdf" | "json", token = supplier) {
    const params = { path: { id }, query: { format } };
    const client = scene.client(token);
    const { data, response } = await client.GET("/v1/contracts/{id}/file", { params, parseAs: "arrayBuffer" });
    return { response, bytes: Buffer.from(data ?? new ArrayBuffer()) };
  }

  it("are a PDF in both languages, which says of a proposal that it is one, and that law decides", async () => {
    const contract = await proposed();
    const { id } = contract;
    const proposal = await file(id, "pdf");
    expect(pagesOf(proposal.bytes).join("")).to.include("仅为提议");
    await sign(supplier, contract, "supplier");
    await sign(buyer, contract, "buyer");
    const { response, bytes } = await file(id, "pdf");
    expect(response.headers.get("content-type")).to.equal("application/pdf");
    expect(response.headers.get("content-disposition")).to.contain(`contract-${id}-1.pdf`);
    const pages = pagesOf(bytes).join("").replaceAll(/\s/gu, "");
    const words = ["German law", "net 30", "适用法律", "depends on the law", "电子签名", contract.hash];
    for (const word of [...words, addressOf("buyer")]) expect(pages).to.include(word.replaceAll(" ", ""));
    expect(pages).not.to.include("仅为提议");
    expect((await file(id, "pdf", buyer)).bytes.equals(bytes), "the same for both").to.equal(true);
    expect((await file(id, "pdf", await scene.signIn("somebody else"))).response.status).to.equal(404);
  });

  it("are the signatures with the message whole, by which alone anybody checks them", async () => {
    const contract = await proposed();
    await sign(supplier, contract, "supplier");
    await sign(buyer, contract, "buyer");
    const told = JSON.parse((await file(contract.id, "json")).bytes.toString()) as SignatureFile;
    expect([hashTypedData(told.message), told.hash]).to.deep.equal([contract.hash, contract.hash]);
    const { hash } = told;
    const signers = await Promise.all(told.signatures.map(({ signature }) => recoverAddress({ hash, signature })));
    const [first, second] = signers.map((signer) => signer.toLowerCase());
    expect([first, second]).to.deep.equal(told.signatures.map(({ signer }) => signer));
    expect([first, second]).to.have.members(["supplier", "buyer"].map(addressOf));
  });
});
