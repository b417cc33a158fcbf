/** Whose signature else it takes: what waits for one, and the rules by which that is asked for. */
import type { ReactNode } from "react";
import { AskApproval } from "./AskApproval.tsx";
import { CheckingRules } from "./CheckingRules.tsx";
import { Delegations } from "./Delegations.tsx";
import { Policies } from "./Policies.tsx";
import { Requests } from "./Requests.tsx";

export function Approvals(): ReactNode {
  return (
    <>
      <Requests />
      <AskApproval />
      <Policies />
      <Delegations />
      <CheckingRules />
    </>
  );
}
