import { StandardMerkleTree } from "@openzeppelin/merkle-tree";
import hre from "hardhat";
import { encodeAbiParameters, hashStruct, keccak256, maxUint256, toHex, type Address, type Hex } from "viem";

/* Measured on the third use of everything: warm balances, used nonce words, known counterparties. */
const HEADER = [
  { name: "supplier", type: "address" },
  { name: "buyer", type: "address" },
  { name: "invoice", type: "bytes32" },
  { name: "line", type: "uint32" },
  { name: "policy", type: "uint8" },
  { name: "revision", type: "uint32" },
] as const;
const TERMS = [
  { name: "currency", type: "address" },
  { name: "amount", type: "uint96" },
  { name: "dueDay", type: "uint32" },
  { name: "utcOffset", type: "int16" },
  { name: "discountDay1", type: "uint32" },
  { name: "discount1", type: "uint96" },
  { name: "discountDay2", type: "uint32" },
  { name: "discount2", type: "uint96" },
  { name: "slidingRate", type: "uint32" },
  { name: "discountOnParts", type: "bool" },
  { name: "lateRate", type: "uint32" },
  { name: "basis", type: "uint16" },
  { name: "graceDays", type: "uint16" },
  { name: "fixedSum", type: "uint96" },
  { name: "allocation", type: "uint8" },
  { name: "accelerationDays", type: "uint16" },
  { name: "salt", type: "bytes32" },
] as const;
const types = {
  Header: HEADER,
  Terms: TERMS,
  Receivable: [
    { name: "header", type: "Header" },
    { name: "terms", type: "Terms" },
    { name: "document", type: "bytes32" },
  ],
  Acceptance: [
    { name: "text", type: "string" },
    { name: "receivable", type: "Receivable" },
    { name: "nonce", type: "uint256" },
    { name: "deadline", type: "uint256" },
  ],
  AcceptanceRoot: [
    { name: "root", type: "bytes32" },
    { name: "count", type: "uint256" },
    { name: "buyer", type: "address" },
    { name: "policy", type: "bytes32" },
    { name: "text", type: "string" },
    { name: "deadline", type: "uint256" },
  ],
} as const;

export async function measure(network: string): Promise<Record<string, bigint>> {
  const connection = await hre.network.connect({
    network,
    override: { blockGasLimit: 1_000_000_000, transactionGasCap: false, initialDate: "2026-11-02T08:00:00Z" },
  });
  const { viem } = connection;
  const client = await viem.getPublicClient();
  const [supplier, buyer, relayer, other] = await viem.getWalletClients();
  if (!supplier || !buyer || !relayer || !other) throw new Error("no wallets");
  const directory = await viem.deployContract("Directory", [], { gas: 400_000_000n });
  const ledger = await viem.deployContract("Receivables", [directory.address], { gas: 400_000_000n });
  const coin = await viem.deployContract("DemoCurrency", ["Demo", "DEM", 2], { gas: 400_000_000n });
  await coin.write.mint([buyer.account.address, 10n ** 15n]);
  await coin.write.mint([supplier.account.address, 10n ** 6n]);
  await coin.write.approve([ledger.address, maxUint256], { account: buyer.account });
  const block = await client.getBlock();
  const today = Number(block.timestamp / 86400n);
  let n = 0;
  const make = (over: Record<string, unknown> = {}) => {
    n++;
    const header = {
      supplier: supplier.account.address,
      buyer: buyer.account.address,
      invoice: keccak256(toHex(`invoice ${n}`)),
      line: 0,
      policy: 0,
      revision: 0,
    };
    const terms = {
      currency: coin.address as Address,
      amount: 1234567n,
      dueDay: today + 30,
      utcOffset: 60,
      discountDay1: today + 10,
      discount1: 24691n,
      discountDay2: today + 20,
      discount2: 12346n,
      slidingRate: 0,
      discountOnParts: false,
      lateRate: 101500,
      basis: 365,
      graceDays: 0,
      fixedSum: 4000n,
      allocation: 0,
      accelerationDays: 0,
      salt: keccak256(toHex(`salt ${n}`)),
      ...over,
    };
    const document = keccak256(toHex(`document ${n}`));
    const receivable = { header, terms, document };
    const headerHash = hashStruct({ data: header, types, primaryType: "Header" });
    const termsHash = hashStruct({ data: terms, types, primaryType: "Terms" });
    const commitment = hashStruct({ data: receivable as never, types, primaryType: "Receivable" });
    const id = keccak256(
      encodeAbiParameters(
        [{ type: "address" }, { type: "address" }, { type: "bytes32" }, { type: "uint32" }],
        [header.supplier, header.buyer, header.invoice, header.line],
      ),
    );
    return {
      receivable,
      commitment,
      id,
      openHeader: { header, terms: termsHash, document },
      openTerms: { header: headerHash, terms, document },
    };
  };
  const used = async (hash: Promise<Hex>) => (await client.waitForTransactionReceipt({ hash: await hash })).gasUsed;
  const third = async (act: () => Promise<Hex>) => {
    await used(act());
    await used(act());
    return used(act());
  };
  const asBuyer = { account: buyer.account };
  const result: Record<string, bigint> = {};
  const issue = (r = make()) => ledger.write.issue([r.receivable, [], []]);
  const accepted = async (over = {}) => {
    const r = make(over);
    await issue(r);
    await ledger.write.accept([r.openHeader, []], asBuyer);
    return r;
  };
  result["issue, open"] = await third(() => issue());
  const content = ("0x" + "a7".repeat(750)) as Hex;
  result["issue, sealed"] = await third(() => ledger.write.issueSealed([make().openHeader, content, [], []]));
  const batch = Array.from({ length: 50 }, () => make().receivable);
  result["issue, per item of 50"] = (await used(ledger.write.issueMany([batch]))) / 50n;
  result["accept"] = await third(async () => {
    const r = make();
    await issue(r);
    return ledger.write.accept([r.openHeader, []], asBuyer);
  });
  const text =
    "Countersign acceptance 1. We owe the amount of this receivable to its holder on its terms. " +
    "Accepting goods or an invoice that do not exist can bind us towards whoever finances it. " +
    "接受即确认：本方按所列条款对持有人负有该笔应付账款。对虚构的应收账款予以确认，可能仍须向保理人付款（民法典第763条）。";
  const domain = {
    name: "Countersign",
    version: "1",
    chainId: await client.getChainId(),
    verifyingContract: ledger.address,
  };
  const deadline = block.timestamp + 10n ** 7n;
  let nonce = 0n;
  const consent = (c: object) => [
    {
      signer: buyer.account.address,
      deadline,
      nonce: 0n,
      count: 0n,
      policy: ("0x" + "00".repeat(32)) as Hex,
      proof: [],
      ...c,
    } as never,
  ];
  result["accept, relayed by signature"] = await third(async () => {
    const r = make();
    await issue(r);
    nonce++;
    const message = { text, receivable: r.receivable, nonce, deadline };
    const signature = await buyer.signTypedData({
      domain,
      types,
      primaryType: "Acceptance",
      message: message as never,
    });
    return ledger.write.accept([r.openHeader, consent({ nonce, signature })], { account: relayer.account });
  });
  const leaves = Array.from({ length: 3 }, () => make());
  for (const r of leaves) await issue(r);
  const tree = StandardMerkleTree.of(
    [...leaves.map((r) => [r.commitment]), ...Array.from({ length: 9997 }, (_, i) => [keccak256(toHex(`x${i}`))])],
    ["bytes32"],
  );
  const rootMessage = {
    root: tree.root as Hex,
    count: 10000n,
    buyer: buyer.account.address,
    policy: ("0x" + "00".repeat(32)) as Hex,
    text,
    deadline,
  };
  const rootSignature = await buyer.signTypedData({
    domain,
    types,
    primaryType: "AcceptanceRoot",
    message: rootMessage,
  });
  let leaf = 0;
  result["accept, from a root of 10,000"] = await third(async () => {
    const r = leaves[leaf++]!;
    const proof = tree.getProof([r.commitment]) as Hex[];
    return ledger.write.accept([r.openHeader, consent({ count: 10000n, proof, signature: rootSignature })], {
      account: relayer.account,
    });
  });
  result["pay in full"] = await third(async () => {
    const r = await accepted();
    return ledger.write.pay([r.id, r.openTerms, maxUint256, []], asBuyer);
  });
  const orders = [];
  for (let i = 0; i < 50; i++) {
    const r = await accepted();
    orders.push({ id: r.id, opened: r.openTerms, maxCash: maxUint256 });
  }
  result["batch pay to one holder, per item of 50"] = (await used(ledger.write.payMany([orders], asBuyer))) / 50n;
  result["first partial, in time"] = await third(async () => {
    const r = await accepted();
    return ledger.write.pay([r.id, r.openTerms, 1000n, []], asBuyer);
  });
  result["first partial, late"] = await third(async () => {
    const r = await accepted({ dueDay: today - 10, discountDay1: 0, discount1: 0n, discountDay2: 0, discount2: 0n });
    return ledger.write.pay([r.id, r.openTerms, 100000n, []], asBuyer);
  });
  result["transfer"] = await third(async () => {
    const r = await accepted();
    await ledger.write.transferFrom([supplier.account.address, other.account.address, BigInt((await accepted()).id)]);
    return ledger.write.transferFrom([supplier.account.address, other.account.address, BigInt(r.id)]);
  });
  await connection.close();
  return result;
}
