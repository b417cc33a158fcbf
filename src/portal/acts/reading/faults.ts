/** Why nobody signs or sends something, in words. */
import type { Language } from "../../words/enumerations/word.ts";

const FAULTS = {
  unreadable: {
    en: "The portal cannot read all of it: {{what}}. Do not sign it.",
    zh: "门户无法完整读取其内容：{{what}}。请勿签署。",
  },
  chain: {
    en: "It is for chain {{is}}, and this ledger is on {{wanted}}.",
    zh: "其链号为{{is}}，而本账本在链{{wanted}}上。",
  },
  contract: { en: "It is for the contract {{is}}, and not for {{wanted}}.", zh: "其合约为{{is}}，而非{{wanted}}。" },
  domain: { en: "Its signing domain is {{is}}, and not {{wanted}}.", zh: "其签名域为{{is}}，而非{{wanted}}。" },
  kind: { en: "It is a {{is}}, and you asked for a {{wanted}}.", zh: "其类型为{{is}}，而贵方要求的是{{wanted}}。" },
  value: {
    en: "{{what}} is {{is}}, and you asked for {{wanted}}.",
    zh: "{{what}}为{{is}}，而贵方要求的是{{wanted}}。",
  },
  uncomparable: {
    en: "The portal cannot compare {{what}} with what would be signed.",
    zh: "门户无法将{{what}}与待签内容核对。",
  },
  past: { en: "It could not be recorded any more: it was valid until {{is}}.", zh: "已无法上链：其有效期至{{is}}。" },
  late: {
    en: "It would stay valid until {{is}}, which is longer than anybody needs.",
    zh: "其有效期至{{is}}，远超所需。",
  },
  account: { en: "It would be signed for {{is}}, and not for {{wanted}}.", zh: "其代表{{is}}签署，而非{{wanted}}。" },
  unsigned: { en: "Nobody signs this act: your own account sends it.", zh: "此操作无需签署：由贵方账户自行发送。" },
} as const;

export type FaultName = keyof typeof FAULTS;

/** A fault with its values. */
export function fault(name: FaultName, language: Language, values: Readonly<Record<string, string>> = {}): string {
  return Object.entries(values).reduce<string>(
    (text, [key, value]) => text.replace(`{{${key}}}`, () => value),
    FAULTS[name][language],
  );
}
