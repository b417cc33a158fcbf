/** Documents and disclosures over HTTP. */
import { recipientOf } from "../../clients/sealingKeys.ts";
import { disclosuresOf, keepDisclosure } from "../../store/disclosures.ts";
import type { Disclosure } from "../../store/disclosures.ts";
import { noteSending, originalsWithKinds } from "../../store/documents.ts";
import { isShownBy, maySee, takesPart } from "../../store/participation.ts";
import { statesOf } from "../../store/readModel.ts";
import type { Disclosure as ShownDisclosure } from "../../wire/document.ts";
import type { DOCUMENT_OPERATIONS } from "../../wire/operations/documents.ts";
import { instantInvalid } from "../access/refusals.ts";
import { provenFields, sealedFor } from "../contents/disclosing.ts";
import type { GatewayDeps } from "../deps.ts";
import type { Handlers } from "../http/exchange.ts";
import { notFound, ProblemError } from "../http/problems.ts";
import { shownInstant } from "../receivables/showing.ts";
import { eraseDocument, keepDocument } from "./keeping.ts";
import { openedDocument, readableDocument, savedAs, shownDocument, shownRecord, shownSending } from "./reading.ts";
import { rendering } from "./rendering.ts";

type DocumentHandlers = Handlers<typeof DOCUMENT_OPERATIONS>;

export function documentHandlers(deps: GatewayDeps): DocumentHandlers {
  return { ...originalHandlers(deps), ...disclosureHandlers(deps) };
}

type DisclosureOperation = "disclose" | "listDisclosures" | "discloseFields" | "readViewingKey";

function originalHandlers({ database, now }: GatewayDeps): Omit<DocumentHandlers, DisclosureOperation> {
  return {
    storeDocument: async ({ member, body }) => {
      const { sha256, isKnown } = await keepDocument(database, member, body, now());
      const readable = await readableDocument(database, member.organisation, sha256, now());
      return { status: isKnown ? 200 : 201, body: shownDocument(readable) };
    },
    listDocuments: async ({ member: { organisation }, params: { id } }) => {
      if (!(await maySee(database, organisation, id, now()))) throw notFound();
      const originals = await originalsWithKinds(database, id);
      return { status: 200, body: { items: [...originals].map(([sha256, kind]) => ({ sha256, kind })) } };
    },
    readDocument: async ({ member, params: { sha256 } }) => {
      const { content, mediaType } = await openedDocument(database, member, sha256, now());
      // What is no text goes out as the bytes that it is.
      const body = content as unknown as string;
      return { status: 200, body, contentType: mediaType, headers: savedAs(sha256, mediaType) };
    },
    renderDocument: async ({ member, params: { sha256 }, query: { language } }) => {
      const { content } = await openedDocument(database, member, sha256, now());
      const { page, headers } = await rendering(content, language);
      return { status: 200, body: page, headers };
    },
    readDocumentRecord: async ({ member, params: { sha256 } }) => {
      const readable = await readableDocument(database, member.organisation, sha256, now());
      return { status: 200, body: await shownRecord(database, readable) };
    },
    noteSending: async ({ member: { organisation, account }, params: { sha256 }, body }) => {
      const { receivables } = await readableDocument(database, organisation, sha256, now());
      const header = (await statesOf(database, receivables)).get(body.receivable)?.state.agreed?.header;
      if (header?.supplier !== organisation) throw notFound();
      if (body.at > now()) throw instantInvalid("body.at", "give a moment that has passed");
      const noted = { ...body, organisation, account };
      await noteSending(database, sha256, noted, now());
      return { status: 201, body: shownSending(noted) };
    },
    eraseDocument: async ({ member, params: { sha256 } }) => {
      await eraseDocument(database, member, sha256, now());
      return { status: 204, body: undefined };
    },
  };
}

function disclosureHandlers({
  database,
  now,
  addresses,
  viewingKey,
}: GatewayDeps): Pick<DocumentHandlers, DisclosureOperation> {
  return {
    disclose: async ({ member: { organisation, account }, params: { id }, body: { reader, sealed: given } }) => {
      if (!(await takesPart(database, organisation, id))) throw notFound();
      if (!(await isShownBy(database, organisation, { reader, id, now: now() }))) {
        const wayOut = "let it see the receivable first (`POST /v1/grants`)";
        throw new ProblemError("ReaderMayNotSee", `${reader} may not see receivable ${id}: ${wayOut}`);
      }
      const { commitment, sealed } = await sealedFor(database, id, reader, given);
      const disclosed = { receivable: id, reader, by: organisation, commitment, sealed, made: now() };
      await keepDisclosure(database, disclosed, account);
      return { status: 201, body: shownDisclosure(disclosed) };
    },
    listDisclosures: async ({ member: { organisation }, params: { id } }) => {
      if (!(await maySee(database, organisation, id, now()))) throw notFound();
      const disclosed = await disclosuresOf(database, id, organisation);
      return { status: 200, body: { items: disclosed.map(shownDisclosure) } };
    },
    discloseFields: async ({ member: { organisation }, params: { id }, body: { paths } }) => {
      if (!(await takesPart(database, organisation, id))) throw notFound();
      const { chainId, ledger } = addresses;
      return { status: 200, body: { ...(await provenFields(database, id, paths)), chainId, ledger } };
    },
    readViewingKey: () => {
      const key = viewingKey?.publicKey;
      return { status: 200, body: { key: key ?? null, recipient: key === undefined ? null : recipientOf(key) } };
    },
  };
}

function shownDisclosure({ made, ...rest }: Disclosure): ShownDisclosure {
  return { ...rest, made: shownInstant(made) };
}
