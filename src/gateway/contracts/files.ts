/** A frame contract as files: on paper with its signatures, and the signatures with what they sign. */
import { pdfInThread } from "../../documents/account/pdfInThread.ts";
import type { ContractPaper } from "../../documents/contracts/contractPdf.ts";
import type { StoredFrameContract } from "../../store/frameContracts.ts";
import type { ContractFileQuery } from "../../wire/contract.ts";
import { savedAs } from "../accountStatements/files.ts";
import type { AnsweredFile } from "../accountStatements/files.ts";
import type { GatewayDeps } from "../deps.ts";
import { typedData } from "../intents/showing.ts";
import { shownInstant } from "../receivables/showing.ts";
import { canonicalText, frameContractMessage } from "./message.ts";
import type { FrameContractBody } from "./message.ts";

export async function contractFile(
  contract: StoredFrameContract,
  { format }: ContractFileQuery,
  { addresses }: Pick<GatewayDeps, "addresses">,
): Promise<AnsweredFile> {
  const { id, version, hash, proposed, signatures } = contract;
  // Only what was proposed here is in the table.
  const body = contract.body as FrameContractBody;
  const headers = savedAs(`contract-${id}-${version}.${format}`);
  if (format === "json") {
    const message = typedData(frameContractMessage(body), addresses);
    const signed = signatures.map(({ organisation, signer, power, signature, signed: at }) => ({
      ...{ organisation, signer, power, signature, at: shownInstant(at) },
    }));
    const file = { format: "countersign-contract-signatures/1", contract: id, hash, message, signatures: signed };
    return { body: `${JSON.stringify(file, null, 2)}\n`, contentType: "application/json", headers };
  }
  const { chainId, ledger } = addresses;
  const paper: ContractPaper = {
    ...{ id, version, text: canonicalText(body), hash, previous: body.previous, policy: body.terms.policy },
    ...{ chainId, ledger, proposed, signatures },
  };
  const made = await pdfInThread({ contract: paper });
  if ("tooLong" in made) throw new Error(made.tooLong);
  // What is no text goes out as the bytes that it is.
  return { body: Buffer.from(made.pdf) as unknown as string, contentType: "application/pdf", headers };
}
