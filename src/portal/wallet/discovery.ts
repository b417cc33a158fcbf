/** Wallets that announce themselves to the page (EIP-6963), and the one of old that does not. */
import { createStore } from "mipd";
import type { EIP1193Provider } from "viem";

/** A wallet as it is offered. */
export interface WalletChoice {
  /** Of its announcement; new with every load of the page. */
  readonly id: string;
  /** Text of the wallet's own. */
  readonly name: string;
  /** An image as a data URI; undefined where it announced none that may be shown. */
  readonly icon: string | undefined;
}

/** What a wallet says of itself. */
interface Announced {
  readonly info: { readonly uuid: string; readonly name: string; readonly icon: string; readonly rdns: string };
}

/** `window.ethereum`, which any of several wallets may have taken. */
export const UNANNOUNCED = "window.ethereum";

/** What is loaded from elsewhere would tell its host who looks at this page, and the page's policy forbids it. */
const ICON = /^data:image\/(?:svg\+xml|png|webp|jpeg|gif)[;,]/i;
const LONGEST_NAME = 60;

const store = createStore();
let choices: readonly WalletChoice[] | undefined;

store.subscribe(() => {
  choices = undefined;
});

/** The same list until a wallet announces itself. */
export function discoverWallets(): readonly WalletChoice[] {
  return (choices ??= choicesOf(store.getProviders(), injected() !== undefined));
}

/** Tells of every wallet that announces itself from now on. @returns what ends that. */
export function subscribeWallets(listener: () => void): () => void {
  return store.subscribe(() => listener());
}

/** What a choice leads to; undefined where it is not here any more. */
export function providerOf(id: string): { readonly name: string; readonly provider: EIP1193Provider } | undefined {
  const announced = store.getProviders().find(({ info }) => info.uuid === id);
  if (announced !== undefined) return { name: nameOf(announced), provider: announced.provider };
  const provider = id === UNANNOUNCED ? injected() : undefined;
  return provider && { name: UNANNOUNCED, provider };
}

/** All that are here, the announced ones first. */
export function allProviders(): readonly { readonly name: string; readonly provider: EIP1193Provider }[] {
  return discoverWallets().flatMap(({ id }) => providerOf(id) ?? []);
}

/** @param hasInjected Whether there is a `window.ethereum`, the last resort where nothing announces itself. */
export function choicesOf(announced: readonly Announced[], hasInjected: boolean): readonly WalletChoice[] {
  if (announced.length === 0 && hasInjected) return [{ id: UNANNOUNCED, name: UNANNOUNCED, icon: undefined }];
  return announced.map((one) => ({
    id: one.info.uuid,
    name: nameOf(one),
    icon: ICON.test(one.info.icon) ? one.info.icon : undefined,
  }));
}

function nameOf({ info }: Announced): string {
  const name = info.name.trim();
  return name === "" ? info.rdns : name.slice(0, LONGEST_NAME);
}

function injected(): EIP1193Provider | undefined {
  return (globalThis as { readonly ethereum?: EIP1193Provider }).ethereum;
}
