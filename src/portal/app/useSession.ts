/** From nobody signed in to somebody, and back. */
import { useQueryClient } from "@tanstack/react-query";
import { useCallback, useEffect, useMemo, useState } from "react";
import { connect } from "../data/gateway.ts";
import type { Signed } from "../data/session.tsx";
import { watchBrowserWallet } from "../wallet/browser.ts";
import { bringsKey, forgetDemoWallet } from "../wallet/demo.ts";
import { WalletError } from "../wallet/wallet.ts";
import type { Wallet } from "../wallet/wallet.ts";
import { begin, openWalletOf } from "./entering.ts";
import type { Entered } from "./entering.ts";
import { forgetSession, signIn } from "./signIn.ts";

export interface SessionState {
  /** Undefined while nobody is signed in. */
  readonly signed: Signed | undefined;
  /** Whether it is still being found out. */
  readonly isStarting: boolean;
  readonly error: unknown;
  readonly enter: (wallet: Wallet, organisation?: string) => Promise<void>;
}

interface State {
  readonly isStarting: boolean;
  readonly entered: Entered | undefined;
  readonly error: unknown;
}

const NOBODY: State = { isStarting: false, entered: undefined, error: undefined };

export function useSession(): SessionState {
  const queries = useQueryClient();
  const [{ isStarting, entered, error }, setState] = useState<State>({ ...NOBODY, isStarting: true });
  const enter = useCallback(
    async (wallet: Wallet, organisation?: string) => {
      const kept = await signIn(wallet, organisation);
      queries.clear();
      setState({ ...NOBODY, entered: { kept, wallet } });
    },
    [queries],
  );
  const leave = useCallback(
    async (why?: unknown) => {
      const token = entered?.kept.session.token;
      forgetSession();
      forgetDemoWallet();
      setState({ ...NOBODY, error: why });
      queries.clear();
      if (token !== undefined) await connect(token).DELETE("/v1/sessions");
    },
    [entered, queries],
  );
  useBeginning(setState);
  useEffect(() => {
    if (entered?.wallet === undefined) return undefined;
    return watchBrowserWallet(entered.wallet, () => void leave(new WalletError("walletGone", {})));
  }, [entered, leave]);
  const signed = useMemo(
    () =>
      entered === undefined
        ? undefined
        : signedOf(
            entered,
            (now) => setState({ ...NOBODY, entered: now }),
            () => leave(),
          ),
    [entered, leave],
  );
  return { signed, isStarting, error, enter };
}

/** At the start of the page, and where another link of the demo is opened in the same tab. */
function useBeginning(setState: (state: State) => void): void {
  useEffect(() => {
    const start = async (): Promise<void> => {
      try {
        setState({ ...NOBODY, entered: await begin() });
      } catch (error) {
        if (error instanceof WalletError) forgetDemoWallet();
        setState({ ...NOBODY, error });
      }
    };
    const turned = (): void => {
      if (!bringsKey()) return;
      setState({ ...NOBODY, isStarting: true });
      void start();
    };
    void start();
    window.addEventListener("hashchange", turned);
    return () => window.removeEventListener("hashchange", turned);
  }, [setState]);
}

function signedOf(entered: Entered, setEntered: (entered: Entered) => void, leave: () => Promise<void>): Signed {
  const { kept, wallet } = entered;
  const { session, chainId } = kept;
  const openWallet = async (): Promise<Wallet> => {
    const opened = await openWalletOf(kept);
    setEntered({ kept, wallet: opened });
    return opened;
  };
  return { session, chainId, wallet, gateway: connect(session.token), leave, openWallet };
}
