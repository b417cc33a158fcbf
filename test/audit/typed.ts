/** The ledger's EIP-712 types, for viem to hash. */
import { hashStruct } from "viem";
import type { Hex } from "viem";

interface Field {
  readonly type: string;
  readonly name: string;
}

function fields(...declared: readonly string[]): Field[] {
  return declared.map((each) => {
    const [type = "", name = ""] = each.split(" ");
    return { type, name };
  });
}

const TYPES = {
  Header: fields(
    "address supplier",
    "address buyer",
    "bytes32 invoice",
    "uint32 line",
    "uint8 policy",
    "uint32 revision",
  ),
  Terms: fields(
    "address currency",
    "uint96 amount",
    "uint32 dueDay",
    "int16 utcOffset",
    "uint32 discountDay1",
    "uint96 discount1",
    "uint32 discountDay2",
    "uint96 discount2",
    "uint32 slidingRate",
    "bool discountOnParts",
    "uint32 lateRate",
    "uint16 basis",
    "uint16 graceDays",
    "uint96 fixedSum",
    "uint8 allocation",
    "uint16 accelerationDays",
    "bytes32 salt",
  ),
  Receivable: fields("Header header", "Terms terms", "bytes32 document"),
};

/** The struct hash of a value of one of the ledger's types. */
export function hashOf(primaryType: keyof typeof TYPES, data: object): Hex {
  return hashStruct({ data: { ...data }, primaryType, types: TYPES });
}
