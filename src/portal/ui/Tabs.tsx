import { Link, useLocation } from "wouter";
import type { ReactNode } from "react";

/** Parts of a screen, each with an address of its own. */
export function Tabs({
  label,
  tabs,
}: {
  readonly label: string;
  readonly tabs: readonly { readonly to: string; readonly text: string }[];
}): ReactNode {
  const [location] = useLocation();
  const current = currentOf(
    tabs.map(({ to }) => to),
    location,
  );
  return (
    <nav className="tabs" aria-label={label}>
      {tabs.map(({ to, text }) => (
        <Link key={to} href={to} aria-current={to === current ? "page" : undefined}>
          {text}
        </Link>
      ))}
    </nav>
  );
}

/** The tab that the address is of, or below of; of several the longest. */
function currentOf(addresses: readonly string[], location: string): string | undefined {
  const above = addresses.filter((to) => location === to || location.startsWith(`${to}/`));
  return above.toSorted((one, other) => other.length - one.length)[0];
}
