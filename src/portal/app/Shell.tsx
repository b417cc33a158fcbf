/** What stands around every screen: where one can go, for whom one acts, and how current what is shown is. */
import { Suspense, useState } from "react";
import type { ReactNode } from "react";
import { Link, useLocation } from "wouter";
import { Activity } from "../acts/Activity.tsx";
import { useLive } from "../data/live.ts";
import { useSigned } from "../data/session.tsx";
import { useAsked } from "../data/useAsked.ts";
import { Button } from "../ui/Button.tsx";
import { Loading } from "../ui/Loading.tsx";
import { shortHex } from "../words/formats.ts";
import { AsOf } from "./AsOf.tsx";
import { Crash } from "./Crash.tsx";
import { LanguageChoice, ThemeChoice } from "./Choices.tsx";
import { Routes, SCREENS } from "./routes.tsx";
import { useAppWords } from "./words.ts";

export function Shell(): ReactNode {
  const t = useAppWords();
  const [location] = useLocation();
  // Whoever went elsewhere has done with the menu.
  const [openAt, setOpenAt] = useState<string>();
  const isOpen = openAt === location;
  useLive();
  return (
    <div className="shell">
      <a
        className="skip"
        href="#main"
        onClick={(event) => {
          // The address after # is the screen's; the focus goes there all the same.
          event.preventDefault();
          document.querySelector<HTMLElement>("h1")?.focus();
        }}
      >
        {t("skip")}
      </a>
      <Top isMenuOpen={isOpen} onMenu={() => setOpenAt(isOpen ? undefined : location)} />
      <nav className={isOpen ? "menu menu-open" : "menu"} aria-label={t("screens")}>
        <ul>
          {SCREENS.map(({ path, name }) => (
            <li key={path}>
              <Link href={path} aria-current={isWithin(location, path) ? "page" : undefined}>
                {t(name)}
              </Link>
            </li>
          ))}
        </ul>
      </nav>
      <main className="main" id="main">
        <Crash key={location}>
          <Suspense fallback={<Loading />}>
            <Routes />
          </Suspense>
        </Crash>
      </main>
      <AsOf />
    </div>
  );
}

function isWithin(location: string, path: string): boolean {
  return path === "/" ? location === "/" : location === path || location.startsWith(`${path}/`);
}

function Top({ isMenuOpen, onMenu }: { readonly isMenuOpen: boolean; readonly onMenu: () => void }): ReactNode {
  const t = useAppWords();
  const { session, leave } = useSigned();
  const profile = useAsked(["profile"], (gateway) => gateway.GET("/v1/profile"));
  const name = profile.data?.legalName ?? null;
  return (
    <header className="top">
      <span className="actions">
        <span className="menu-toggle">
          <Button expanded={isMenuOpen} onPress={onMenu}>
            {t("menu")}
          </Button>
        </span>
        <Link className="brand" href="/">
          Countersign
        </Link>
      </span>
      <span className="actions">
        <Activity />
        <span>
          <span className="hidden">{t("signedInFor")} </span>
          {name !== null && <bdi>{name}</bdi>}{" "}
          <code title={session.organisation}>{shortHex(session.organisation)}</code>
        </span>
        <LanguageChoice />
        <ThemeChoice />
        <Button kind="quiet" onPress={() => void leave()}>
          {t("signOut")}
        </Button>
      </span>
    </header>
  );
}
