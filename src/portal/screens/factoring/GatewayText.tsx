import type { ReactNode } from "react";

/** A sentence that the gateway wrote, with values of the case: it is in English, and says so to who listens. */
export function GatewayText({ text }: { readonly text: string }): ReactNode {
  return (
    <span className="detail" lang="en">
      {text}
    </span>
  );
}
