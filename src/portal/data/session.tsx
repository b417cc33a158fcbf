/** Who is signed in, for everything below. */
import { createContext, useContext } from "react";
import type { ReactNode } from "react";
import type { Wallet } from "../wallet/wallet.ts";
import type { Gateway, Schemas } from "./gateway.ts";

export interface Signed {
  readonly session: Schemas["Session"];
  readonly gateway: Gateway;
  readonly chainId: number;
  /** Absent after a reload until the wallet is asked again. */
  readonly wallet: Wallet | undefined;
  /** Asks for the wallet where it is absent. @throws Error as the wallet puts it */
  readonly openWallet: () => Promise<Wallet>;
  readonly leave: () => Promise<void>;
}

const Context = createContext<Signed | undefined>(undefined);

export function SignedIn({ signed, children }: { readonly signed: Signed; readonly children: ReactNode }): ReactNode {
  return <Context value={signed}>{children}</Context>;
}

/** @throws Error outside of what is shown to whoever is signed in */
export function useSigned(): Signed {
  const signed = useContext(Context);
  if (signed === undefined) throw new Error("nobody is signed in");
  return signed;
}

/** The organisation that is acted for, its address in lower case. */
export function useOrganisation(): string {
  return useSigned().session.organisation;
}
