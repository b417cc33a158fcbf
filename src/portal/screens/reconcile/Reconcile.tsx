/** Two books of one pair: compared once, compared continuously, stated on the chain and signed. */
import type { ReactNode } from "react";
import { Route, Switch } from "wouter";
import "./reconcile.css";
import { Compare } from "./Compare.tsx";
import { Pair } from "./Pair.tsx";
import { Pairs } from "./Pairs.tsx";
import { Run } from "./Run.tsx";
import { SignedStatement } from "./SignedStatement.tsx";
import { SignedStatements } from "./SignedStatements.tsx";

export function Reconcile(): ReactNode {
  return (
    <Switch>
      <Route path="/reconcile">
        <Compare />
      </Route>
      <Route path="/reconcile/pairs">
        <Pairs />
      </Route>
      <Route path="/reconcile/pairs/:id">{({ id }) => <Pair key={id} id={id} />}</Route>
      <Route path="/reconcile/statements">
        <SignedStatements />
      </Route>
      <Route path="/reconcile/statements/:id">{({ id }) => <SignedStatement key={id} id={id} />}</Route>
      <Route path="/reconcile/:id">{({ id }) => <Run key={id} id={id} />}</Route>
    </Switch>
  );
}
