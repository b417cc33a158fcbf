/** The screens, each loaded when it is first opened. */
import { lazy } from "react";
import type { ComponentType, ReactNode } from "react";
import { Route, Switch } from "wouter";
import { Page } from "../ui/Page.tsx";
import { useAppWords } from "./words.ts";

const PAUSE_MILLISECONDS = 1_000;

const Home = screen(async () => (await import("../screens/home/Home.tsx")).Home);
const Receivables = screen(async () => (await import("../screens/receivables/Receivables.tsx")).Receivables);
const Inbox = screen(async () => (await import("../screens/inbox/Inbox.tsx")).Inbox);
const Reconcile = screen(async () => (await import("../screens/reconcile/Reconcile.tsx")).Reconcile);
const Bank = screen(async () => (await import("../screens/bank/Bank.tsx")).Bank);
const Statements = screen(async () => (await import("../screens/statements/Statements.tsx")).Statements);
const Factoring = screen(async () => (await import("../screens/factoring/Factoring.tsx")).Factoring);
const Collections = screen(async () => (await import("../screens/collections/Collections.tsx")).Collections);
const Credit = screen(async () => (await import("../screens/credit/Credit.tsx")).Credit);
const Audit = screen(async () => (await import("../screens/audit/Audit.tsx")).Audit);
const Administration = screen(
  async () => (await import("../screens/administration/Administration.tsx")).Administration,
);
const Acts = screen(async () => (await import("../screens/acts/Acts.tsx")).Acts);

/** A screen that cannot be loaded while the line is lost is there as soon as it is back. */
function screen(load: () => Promise<ComponentType>): ComponentType {
  return lazy(async () => {
    for (;;) {
      try {
        return { default: await load() };
      } catch (error) {
        if (!(error instanceof TypeError)) throw error;
        await new Promise((resolve) => setTimeout(resolve, PAUSE_MILLISECONDS));
      }
    }
  });
}

/** In the order of the menu. A screen has everything below its path. */
export const SCREENS = [
  { path: "/", name: "home", Entry: Home },
  { path: "/receivables", name: "receivables", Entry: Receivables },
  { path: "/inbox", name: "inbox", Entry: Inbox },
  { path: "/reconcile", name: "reconcile", Entry: Reconcile },
  { path: "/bank", name: "bank", Entry: Bank },
  { path: "/statements", name: "statements", Entry: Statements },
  { path: "/factoring", name: "factoring", Entry: Factoring },
  { path: "/collections", name: "collections", Entry: Collections },
  { path: "/credit", name: "credit", Entry: Credit },
  { path: "/audit", name: "audit", Entry: Audit },
  { path: "/administration", name: "administration", Entry: Administration },
  { path: "/acts", name: "acts", Entry: Acts },
] as const;

export function Routes(): ReactNode {
  const t = useAppWords();
  return (
    <Switch>
      {SCREENS.map(({ path, Entry }) => (
        <Route key={path} path={path === "/" ? path : `${path}/*?`}>
          <Entry />
        </Route>
      ))}
      <Route>
        <Page screen="nowhere" title={t("notFound")}>
          <p>{t("notFoundWay")}</p>
        </Page>
      </Route>
    </Switch>
  );
}
