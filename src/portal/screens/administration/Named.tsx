import type { ReactNode } from "react";
import { Hash } from "../../ui/Party.tsx";
import { usePeople } from "./people.ts";

/** A person by the name that the organisation gave it, which nobody vouches for, and by its account. */
export function Named({ account }: { readonly account: string }): ReactNode {
  const person = usePeople().find((one) => one.account === account);
  return (
    <span className="party">
      {person !== undefined && <bdi>{person.name} </bdi>}
      <Hash value={account} />
    </span>
  );
}
