import { expect } from "chai";
import { choicesOf, UNANNOUNCED } from "../../src/portal/wallet/discovery.ts";
import { isChainUnknown, walletErrorOf } from "../../src/portal/wallet/providerFaults.ts";
import { WalletError } from "../../src/portal/wallet/wallet.ts";

describe("What a wallet answers instead of signing", () => {
  it("is a person's no wherever the code stands, and never an error of ours", () => {
    const no = { code: 4001, message: "User rejected the request." };
    for (const error of [no, new Error("wrapped", { cause: no }), { data: { originalError: no } }]) {
      expect(walletErrorOf(error, "Fox")).to.include({ fault: "rejected" });
    }
    expect(walletErrorOf(no, "Fox").values).to.deep.equal({ name: "Fox" });
  });

  it("is told apart: it waits, it shows no account, it knows no such chain, or it says something of its own", () => {
    expect(walletErrorOf({ code: -32_002 }, "Fox").fault).to.equal("pending");
    expect(walletErrorOf({ code: 4100 }, "Fox").fault).to.equal("accountMissing");
    expect(isChainUnknown(new Error("outer", { cause: { code: 4902 } }))).to.equal(true);
    expect(isChainUnknown({ code: 4001 })).to.equal(false);
    const failed = walletErrorOf(new Error("x".repeat(5_000)), "Fox");
    expect([failed.fault, String(failed.values["detail"]).length]).to.deep.equal(["walletFailed", 300]);
  });

  it("is left as it is where it was told before, and a failure that is caused by itself ends", () => {
    const told = new WalletError("chainOther", { name: "Fox", chainId: 1 });
    expect(walletErrorOf(told, "Fox")).to.equal(told);
    const circle: { cause?: unknown } = {};
    circle.cause = circle;
    expect(walletErrorOf(circle, "Fox").fault).to.equal("walletFailed");
  });
});

describe("The wallets of a browser", () => {
  const announced = (name: string, icon: string) =>
    ({ info: { uuid: `id of ${name}`, name, icon, rdns: "example.wallet" } }) as const;

  it("are offered by name, with an icon that is loaded from nowhere", () => {
    const [good, bad, script] = choicesOf(
      [
        announced("Good", "data:image/svg+xml,<svg/>"),
        announced("Bad", "https://tracker.example/icon.png"),
        announced("Script", "data:text/html,<script>"),
      ],
      true,
    );
    expect(good).to.deep.equal({ id: "id of Good", name: "Good", icon: "data:image/svg+xml,<svg/>" });
    expect([bad?.icon, script?.icon]).to.deep.equal([undefined, undefined]);
  });

  it("have names that are neither empty nor endless", () => {
    const names = choicesOf([announced("  ", ""), announced("n".repeat(500), "")], false).map(({ name }) => name);
    expect(names).to.deep.equal(["example.wallet", "n".repeat(60)]);
  });

  it("are the one of old where none announces itself, and none where there is none", () => {
    expect(choicesOf([], true).map(({ id }) => id)).to.deep.equal([UNANNOUNCED]);
    expect(choicesOf([], false)).to.deep.equal([]);
  });
});
