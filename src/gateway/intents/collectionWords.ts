/** What is said about a collection, as both parties read it and as the chain is told of it. */
import { contentHashOf } from "../../documents/letters/contentHash.ts";
import type { Address, Hex } from "../../domain/receivable.ts";
import { noticeText } from "../../store/collectionContents.ts";
import type { CollectionContent } from "../../store/collectionContents.ts";
import type { Sql } from "../../store/database.ts";
import { randomHash } from "./agreeing.ts";
import { unfit } from "./collectionStanding.ts";

export interface Said {
  /** What the chain is told. */
  readonly hash: Hex;
  /** What opens it; undefined where the organisation keeps that itself. */
  readonly content: CollectionContent | undefined;
}

/** Under a salt that nobody else knows, so that nobody finds the words by trying. */
export function saidNow(text: string): Said {
  const content = { text, salt: randomHash() };
  return { hash: contentHashOf(text, content.salt), content };
}

/** Words, or the hash of words that were said elsewhere. @throws ProblemError `ArgumentInvalid` */
export async function saidIn(
  sql: Sql,
  organisation: Address,
  { text, content }: { readonly text?: string | undefined; readonly content?: Hex | undefined },
): Promise<Said> {
  if (text !== undefined && content === undefined) return saidNow(text);
  if (content === undefined) throw unfit("text", "say what the debtor was told, or give the hash of it as `content`");
  if (text !== undefined) throw unfit("content", "a text makes its own hash: give one of the two");
  return { hash: content, content: await noticeText(sql, organisation, content) };
}
