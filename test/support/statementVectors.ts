/**
 * One small statement in full, computed by a program in another language that shares nothing with this project: keys,
 * secret, salts, leaves and root.
 */
import type { Hex } from "../../src/domain/receivable.ts";
import type { Statement } from "../../src/domain/statement.ts";

export const STATEMENT: Statement = {
  supplier: `0x${"11".repeat(20)}`,
  buyer: `0x${"22".repeat(20)}`,
  currency: "0x00000000000000000000000000000000000003d2",
  cutOff: 1_798_761_600,
};

export const KEYS = {
  supplierSecret: "0x7dcd18a734e90441fffa6b4ca5f8789fe65bf69d0a32cf6695ef9d751a1b9ca4",
  buyerSecret: "0xabba08371536ce744f43493772273afe7bb20f7fd6ca8c006da827309791b152",
  supplierKey: "0x528688a52ad520a123237a1179cbe8c9487d6c9bbe899d4c7fba0430e064eb75",
  buyerKey: "0xedea75f69cecb6c287234eb64d451b61269817084f87efb9465a9f438d2eb46c",
  hash: "0x4434c18bb2314f2472fbc92715bbc477246094b6b47d098cf595ccf9af5dc3e6",
} as const satisfies Readonly<Record<string, Hex>>;

/** What the two sides have in common. */
export const SECRET: Hex = "0x6762702ebfbf4aca8a142204f4a8ac217ef895a6745f5578e8991c4edf5312b0";

/** The number as it is written, the line, and what follows from them. */
export interface Vector {
  readonly number: string;
  readonly line: number;
  readonly amount: bigint;
  readonly document: Hex;
  readonly salt: Hex;
  readonly leaf: Hex;
}

export const LINES: readonly Vector[] = [
  {
    number: " inv-００１ ",
    line: 0,
    amount: 123_456n,
    document: "0x19c1ddba2c9e592f30ecff2c468abee975dd55e3524f51a3a8c52c8bc8b4932f",
    salt: "0x1e54d94d9cb93c24780f4572875f4e9f721ca63976f524905cb993c2ec4b18b3",
    leaf: "0xb0e6728689e1c71a39204c78fb93bda3250305498999d67a5afd864acd8c4ebb",
  },
  {
    number: "INV-001",
    line: 1,
    amount: 7n,
    document: "0x6f8412779c13c4cc96060d68e1909e6c24bf63e9f67982490c53c407c9492fcc",
    salt: "0x8c6097b94680a491a68baec7dbad3aeb14dd2df3a718aebe482f05881a4b9f97",
    leaf: "0xfae322cdab51f3d7cbac44a7026021cbe554dcd926beabc99b90f1a22efc6b4d",
  },
  {
    number: "cn-9",
    line: 0,
    amount: -2_500n,
    document: "0x9c1c3d8c729771c4a4da263e0fe1d9bfea87629965908b088a7bcefb8d835cf8",
    salt: "0x31562416ad16a3f056a6d86a1d7e7536ea4af570ca2bccb38fdfc37292ac23e2",
    leaf: "0x54aff41d7868ce0f8266eacb22fb8bf1273f811ef67773fcda4c71c5ce19b737",
  },
];

export const ID: Hex = "0x63a032f98f9d70863a366ec57479ef40cdb50f747f27e6048fa23e5433b01195";
export const ROOT: Hex = "0xf2549971039b41db9884cc8f2ed47b6e27e4dd7a6d8375176cad8d06baa96f63";
/** Of a statement without open items. */
export const NOTHING_OPEN: Hex = "0x4562e247413fd5c8c4d5277a683a4311f611a143669d6c235bb603872e9e2f4a";
export const BALANCE_SALT: Hex = "0xcf8a6665abd36bf7fadf767bdd655c2542c1fd89376de3df165ffbcbffa0b0e5";
