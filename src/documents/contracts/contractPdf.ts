/**
 * A frame contract with its signatures as a PDF, to be kept beside the file of its signatures: the words that both
 * signed, each line in English and Chinese, and who signed which hash with which key. Equal contracts give equal bytes:
 * the file is dated by the last signature.
 */
import type { Content, Style } from "../account/pdf/content.ts";
import { BODY, HEADING, LABEL, MARGINS, PLAIN, RIGHT, SMALL, TITLE } from "../account/pdf/look.ts";
import { printed } from "../account/pdf/printer.ts";
import { textIn } from "../account/pdf/setting.ts";
import type { Address, Hex } from "../../domain/receivable.ts";

export interface ContractPaper {
  readonly id: string;
  readonly version: number;
  /** All that was agreed but for what the hashes below name, in words. */
  readonly text: string;
  /** The EIP-712 digest that both sign. */
  readonly hash: Hex;
  readonly previous: Hex | null;
  readonly policy: Hex | null;
  readonly chainId: number;
  readonly ledger: Address;
  /** Unix seconds. */
  readonly proposed: number;
  readonly signatures: readonly ContractPaperSignature[];
}

interface ContractPaperSignature {
  readonly organisation: Address;
  readonly signer: Address;
  readonly power: "own" | "administrator";
  readonly signature: Hex;
  /** Unix seconds. */
  readonly signed: number;
}

const BOTH = 2;
const LINE: Style = { margin: [0, 0, 0, 5] };
const NOT_SIGNED = "A proposal: not both have signed it. 仅为提议：双方尚未全部签署。";
const EFFECT =
  "This file says which key signed which hash and when the gateway took the signature. Whether such signatures bind " +
  "the parties depends on the law of electronic signatures that rules their contract, and is for people to say. " +
  "本文件仅说明何密钥于何时签署了何哈希值；该等电子签名是否对各方具有约束力，取决于适用的电子签名法律。";
const CHECKING =
  "The file of signatures has the message whole: its EIP-712 digest is the hash above, and each signature is one of " +
  "its signer's over that hash (a contract account's by ERC-1271). 签名文件载有完整消息，据此可核验上述哈希值与每个签名。";

/** The bytes of the PDF. */
export async function contractAsPdf(contract: ContractPaper): Promise<Uint8Array> {
  const { id, version, signatures, proposed } = contract;
  const text = textIn("en");
  const dated = new Date(Math.max(proposed, ...signatures.map(({ signed }) => signed)) * 1_000);
  const title = "Frame contract 框架合同";
  return printed({
    pageSize: "A4",
    pageMargins: MARGINS,
    language: "en",
    version: "1.7",
    info: {
      title: `${title} ${id}`,
      author: "Countersign",
      creator: "Countersign",
      producer: "Countersign",
      creationDate: dated,
      modDate: dated,
    },
    defaultStyle: { ...BODY, fontSize: 9 },
    footer: (page, pages) => ({
      columns: [
        { width: "*", stack: [text(`${id}  ·  ${version}`, SMALL)] },
        { width: 120, stack: [text(`${page} / ${pages}`, { ...SMALL, ...RIGHT })] },
      ],
      margin: [MARGINS[0], 20, MARGINS[2], 0],
    }),
    content: [
      text(title, { ...TITLE, margin: [0, 0, 0, 8] }),
      ...(signatures.length < BOTH ? [text(NOT_SIGNED, { ...LINE, bold: true })] : []),
      ...contract.text.split("\n").map((line) => text(line, LINE)),
      text("What is signed 所签内容", HEADING),
      facts(text, factsOf(contract)),
      text("Signatures 签名", HEADING),
      ...signatures.map((one) => facts(text, signatureFacts(one))),
      text(EFFECT, { ...SMALL, margin: [0, 12, 0, 0] }),
      text(CHECKING, { ...SMALL, margin: [0, 4, 0, 0] }),
    ],
  });
}

type Fact = readonly [label: string, value: string];

function factsOf({ hash, previous, policy, chainId, ledger }: ContractPaper): readonly Fact[] {
  return [
    ["Hash 哈希值", hash],
    ["Version before 上一版本", previous ?? "–"],
    ["Document that goes with it 附件哈希", policy ?? "–"],
    ["Chain and ledger 链与账本", `${chainId}, ${ledger}`],
  ];
}

function signatureFacts({ organisation, signer, power, signature, signed }: ContractPaperSignature): readonly Fact[] {
  const own = "the organisation's own account 机构自有账户";
  return [
    ["Organisation 机构", organisation],
    ["Signer 签署人", `${signer}, ${power === "own" ? own : "an administrator of it 机构管理员"}`],
    ["Taken 接收时间", new Date(signed * 1_000).toISOString()],
    ["Signature 签名", signature],
  ];
}

/** A signature is one long word: it is broken where the line ends. */
const CHUNK = 66;

function facts(text: ReturnType<typeof textIn>, rows: readonly Fact[]): Content {
  const body = rows.map(([label, value]) => {
    const lines = value.match(new RegExp(`.{1,${CHUNK}}`, "gsu")) ?? [""];
    return [text(label, LABEL), { stack: lines.map((line) => text(line)) }];
  });
  return { table: { widths: [130, "*"], body }, layout: PLAIN, margin: [0, 0, 0, 8], unbreakable: true };
}
