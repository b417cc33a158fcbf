import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { useState } from "react";
import type { ReactNode } from "react";
import { Router } from "wouter";
import { useHashLocation } from "wouter/use-hash-location";
import { ActProvider } from "../acts/ActProvider.tsx";
import { Refused } from "../data/gateway.ts";
import { SignedIn } from "../data/session.tsx";
import { invitationToken } from "../screens/join/token.ts";
import { Join } from "../screens/join/Join.tsx";
import { Loading } from "../ui/Loading.tsx";
import { Shell } from "./Shell.tsx";
import { useSession } from "./useSession.ts";
import { Welcome } from "./Welcome.tsx";

const STALE_MILLISECONDS = 10_000;
const TRIES = 2;

function newClient(): QueryClient {
  return new QueryClient({
    defaultOptions: {
      queries: {
        staleTime: STALE_MILLISECONDS,
        // What the gateway refuses, it refuses again; what it did not answer may come through.
        retry: (failures, error) => !(error instanceof Refused) && failures < TRIES,
      },
    },
  });
}

export function App(): ReactNode {
  const [client] = useState(newClient);
  return (
    <QueryClientProvider client={client}>
      <Router hook={useHashLocation}>
        <Entrance />
      </Router>
    </QueryClientProvider>
  );
}

function Entrance(): ReactNode {
  const { signed, isStarting, error, enter } = useSession();
  const [token, setToken] = useState(invitationToken);
  if (isStarting) return <Loading />;
  if (token !== undefined) {
    return <Join token={token} signed={signed} enter={enter} onDone={() => setToken(undefined)} />;
  }
  if (signed === undefined) return <Welcome error={error} enter={enter} />;
  return (
    <SignedIn signed={signed}>
      <ActProvider>
        <Shell />
      </ActProvider>
    </SignedIn>
  );
}
