/** Who somebody is: a name that nobody vouches for, beside the address, which alone cannot be made up. */
import type { ReactNode } from "react";
import { useSigned } from "../data/session.tsx";
import { shortHex } from "../words/formats.ts";
import { useKitWords } from "./words.ts";

interface PartyProps {
  readonly address: string;
  readonly name?: string | null;
  /** All of the address, where there is room. */
  readonly isWhole?: boolean;
}

export function Party({ address, name, isWhole = false }: PartyProps): ReactNode {
  const { session } = useSigned();
  const t = useKitWords();
  const isOwn = address.toLowerCase() === session.organisation.toLowerCase();
  const code = (
    <code className="hash" title={address}>
      {isWhole ? address : shortHex(address)}
    </code>
  );
  if (isOwn) return <span className="party">{t("you")}</span>;
  if (name === undefined || name === null) return code;
  // A name cannot turn the direction of what stands beside it.
  return (
    <span className="party">
      <bdi>{name}</bdi> {code}
    </span>
  );
}

/** A hash or an address, shortened, whole on asking. */
export function Hash({ value, isWhole = false }: { readonly value: string; readonly isWhole?: boolean }): ReactNode {
  return (
    <code className="hash" title={value}>
      {isWhole ? value : shortHex(value)}
    </code>
  );
}
