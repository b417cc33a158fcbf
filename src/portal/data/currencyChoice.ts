/** In which currency sums are shown: a token and an ISO 4217 currency of the same letters are two. */
import { useSyncExternalStore } from "react";
import { useDeployment } from "./deployment.ts";
import { useOrganisation } from "./session.tsx";
import { useAsked } from "./useAsked.ts";

export interface CurrencyOption {
  /** As the gateway takes it in a query: a token's address, or a code of ISO 4217. */
  readonly value: string;
  readonly code: string;
  readonly isToken: boolean;
}

export interface CurrencyChoice {
  /** Undefined until it is known what there is to choose from. */
  readonly value: string | undefined;
  /** Its letters, which a token shares with what it stands for. */
  readonly code: string | undefined;
  readonly options: readonly CurrencyOption[];
  readonly choose: (value: string) => void;
}

/** Currencies of invoices that are paid outside the chain, for whoever has none in the book yet. */
const COMMON = ["EUR", "CNY", "USD", "GBP", "HKD", "JPY", "CHF"];
const LOOKED_AT = "200";
const watchers = new Set<() => void>();

function placeOf(organisation: string): string {
  return `countersign currency ${organisation}`;
}

function subscribe(watcher: () => void): () => void {
  watchers.add(watcher);
  return () => watchers.delete(watcher);
}

/** What the last receivables are in comes first, then the gateway's tokens, then what is common. */
export function useCurrencyChoice(): CurrencyChoice {
  const organisation = useOrganisation();
  const chosen = useSyncExternalStore(subscribe, () => localStorage.getItem(placeOf(organisation)));
  const deployment = useDeployment();
  const last = useAsked(["currencies"], (gateway) =>
    gateway.GET("/v1/receivables", { params: { query: { limit: LOOKED_AT } } }),
  );
  const tokens = deployment.data?.tokens ?? [];
  const isToken = (address: string): boolean => tokens.some((token) => token.address === address);
  const used = (last.data?.items ?? []).flatMap(({ currency: { address, code } }) => {
    if (address === null || code === null) return [];
    return [{ value: isToken(address) ? address : code, code, isToken: isToken(address) }];
  });
  const offered = tokens.map(({ address, code }) => ({ value: address, code, isToken: true }));
  const common = COMMON.map((code) => ({ value: code, code, isToken: false }));
  const all = new Map([...common, ...offered, ...used].map((option) => [option.value, option]));
  const order = [...new Set([...used, ...offered, ...common].map(({ value }) => value))];
  const options = order.flatMap((value) => all.get(value) ?? []);
  const isReady = deployment.data !== undefined && last.data !== undefined;
  const kept = options.find(({ value }) => value === chosen) ?? options[0];
  return {
    value: isReady ? kept?.value : undefined,
    code: isReady ? kept?.code : undefined,
    options,
    choose: (value) => {
      localStorage.setItem(placeOf(organisation), value);
      for (const watcher of watchers) watcher();
    },
  };
}
