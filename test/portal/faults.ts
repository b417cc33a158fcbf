/** What can befall a page: a chain that changes its mind, wallets that refuse, a passkey at hand. */
import type { BrowserContext, CDPSession, Page } from "playwright-core";
import { numberToHex } from "viem";
import { privateKeyToAccount } from "viem/accounts";
import type { LocalChain } from "../../src/cli/localChain.ts";
import type { Hex } from "../../src/domain/receivable.ts";

/**
 * Remembers the chain as it is; nothing since then may be final when it is taken back: see `PortalWorld.lagFinality`.
 * @returns what takes all since then back: a longer branch without it is the chain
 */
export async function bookmark(chain: LocalChain): Promise<() => Promise<void>> {
  const point = await chain.request("evm_snapshot", []);
  const from = await chain.blockNumber();
  return async () => {
    const dropped = (await chain.blockNumber()) - from;
    await chain.request("evm_revert", [point]);
    for (let block = 0; block < dropped + 2; block += 1) await chain.request("evm_mine", []);
  };
}

/** A passkey device inside the browser. */
export interface PasskeyDevice {
  /** Whether the person shows face or finger when asked. */
  setConsents(consents: boolean): Promise<void>;
  /** How many passkeys it keeps. */
  count(): Promise<number>;
}

/** A page can have passkeys under a name only, so open it at `localhost`. */
export async function addPasskeyDevice(page: Page): Promise<PasskeyDevice> {
  const session: CDPSession = await page.context().newCDPSession(page);
  await session.send("WebAuthn.enable");
  const options = {
    protocol: "ctap2",
    transport: "internal",
    hasResidentKey: true,
    hasUserVerification: true,
    isUserVerified: true,
    automaticPresenceSimulation: true,
  } as const;
  const { authenticatorId } = await session.send("WebAuthn.addVirtualAuthenticator", { options });
  return {
    async setConsents(isUserVerified) {
      await session.send("WebAuthn.setUserVerified", { authenticatorId, isUserVerified });
    },
    count: async () => (await session.send("WebAuthn.getCredentials", { authenticatorId })).credentials.length,
  };
}

/** A wallet as browsers have them installed, whose key stays in the test. */
export interface InjectedWallet {
  /** For `Opening.prepare`. */
  readonly prepare: (context: BrowserContext) => Promise<void>;
  /** Methods that pages have asked it for. */
  readonly asked: readonly string[];
  /** From now on the person presses "Reject" when asked to sign, or no longer. */
  setRefuses(refuses: boolean): void;
}

interface WalletAnswer {
  readonly result?: unknown;
  readonly error?: { readonly code: number; readonly message: string };
}

/** What a wallet refuses, with the codes of EIP-1193. */
class WalletRefusal extends Error {
  readonly code: number;

  constructor(code: number, message: string) {
    super(message);
    this.code = code;
  }
}

const ICON = "data:image/svg+xml,<svg xmlns='http://www.w3.org/2000/svg'/>";

/** Announces itself to pages by EIP-6963, and is the `window.ethereum` of old as well. */
export function injectedWallet(key: Hex, chainId: number, name = "Test Wallet"): InjectedWallet {
  const account = privateKeyToAccount(key);
  const asked: string[] = [];
  let refuses = false;
  const answer = async (method: string, params: readonly unknown[]): Promise<unknown> => {
    if (method === "eth_chainId") return numberToHex(chainId);
    if (method === "eth_accounts" || method === "eth_requestAccounts") return [account.address];
    if (method === "wallet_switchEthereumChain") return null;
    if (refuses) throw new WalletRefusal(4001, "The person rejected the request.");
    if (method === "personal_sign") return account.signMessage({ message: { raw: params[0] as Hex } });
    if (method !== "eth_signTypedData_v4") throw new WalletRefusal(4200, "This wallet does not have that method.");
    return account.signTypedData(JSON.parse(String(params[1])) as Parameters<typeof account.signTypedData>[0]);
  };
  const respond = async (method: string, params: readonly unknown[] = []): Promise<WalletAnswer> => {
    asked.push(method);
    try {
      return { result: await answer(method, params) };
    } catch (error) {
      const code = error instanceof WalletRefusal ? error.code : -32_603;
      return { error: { code, message: error instanceof Error ? error.message : String(error) } };
    }
  };
  return {
    asked,
    setRefuses(value) {
      refuses = value;
    },
    async prepare(context) {
      await context.exposeFunction("askTestWallet", respond);
      await context.addInitScript(announcement(name));
    },
  };
}

/** Runs in the page, before its own scripts. */
function announcement(name: string): string {
  const info = { uuid: "7f1d4a4e-9d3a-4f6e-8f1b-2c6b9f3f0a11", name, icon: ICON, rdns: "example.test-wallet" };
  return `(() => {
    const provider = {
      async request({ method, params }) {
        const { result, error } = await globalThis.askTestWallet(method, params);
        if (error !== undefined) throw Object.assign(new Error(error.message), { code: error.code });
        return result;
      },
      on() { return provider; },
      removeListener() { return provider; },
    };
    const detail = Object.freeze({ info: Object.freeze(${JSON.stringify(info)}), provider });
    const announce = () => dispatchEvent(new CustomEvent("eip6963:announceProvider", { detail }));
    addEventListener("eip6963:requestProvider", announce);
    Object.defineProperty(globalThis, "ethereum", { value: provider });
    announce();
  })();`;
}
