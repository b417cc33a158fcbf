/** What a finding is, in words, and what the fields are called. */
import { FIELD_NAMES } from "./fieldNames.ts";
import { wordFor } from "../../words/enumerations/word.ts";
import type { Words } from "../../words/enumerations/word.ts";

const KINDS: Words<string> = {
  FieldDiffers: { en: "The gateway says otherwise than the chain", zh: "网关所称与链上不符" },
  Invented: { en: "The gateway shows a receivable that the chain does not know", zh: "网关显示了链上不存在的应收账款" },
  Hidden: { en: "The gateway hides a receivable that is on the chain", zh: "网关隐瞒了链上存在的应收账款" },
  DetailRefused: { en: "The gateway lists it and tells nothing more of it", zh: "网关列出了它，却不提供详情" },
  Unreadable: { en: "The gateway's answer is not of the shape that it promises", zh: "网关的回答不符合其承诺的格式" },
  EventWithheld: { en: "The gateway withholds an event", zh: "网关隐瞒了一个事件" },
  EventInvented: { en: "The gateway tells an event that never was", zh: "网关编造了一个事件" },
  EventDiffers: { en: "The gateway tells another event", zh: "网关所称的事件与链上不同" },
  TermsUnproven: {
    en: "The terms that the gateway opened are not those committed to",
    zh: "网关开封的条款与链上承诺不符",
  },
  AnotherChain: { en: "Another block stands there", zh: "该处是另一个区块" },
  GatewayAhead: { en: "The gateway is ahead of the node", zh: "网关领先于节点" },
  GatewayBehind: { en: "The gateway is behind the chain", zh: "网关落后于链" },
  BegunTooLate: { en: "The ledger was there before the first block that was read", zh: "账本在起始区块之前已经存在" },
  StartUnknown: {
    en: "Whether the ledger was there before the first block, this node cannot tell",
    zh: "该节点无法说明账本在起始区块之前是否存在",
  },
  StorageDiffers: { en: "The ledger's storage is not what its events add up to", zh: "账本存储与事件汇总结果不符" },
};

const OF_EVENTS = { en: "An event contradicts those before it", zh: "某个事件与之前的事件矛盾" } as const;

/** A finding's kind as a sentence. */
export function kindWord(kind: string, source: string, language: "en" | "zh"): string {
  return source === "events" ? `${OF_EVENTS[language]} (${kind})` : wordFor(KINDS, kind, language);
}

/** A field by what people call it; what they have no word for by its own name. */
export function fieldWord(field: string, language: "en" | "zh"): string {
  return wordFor(FIELD_NAMES, field, language);
}
