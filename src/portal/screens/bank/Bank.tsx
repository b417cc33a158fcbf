/** What banks tell, what it pays and why, and what people decide about it. */
import type { ReactNode } from "react";
import { Route, Switch } from "wouter";
import "./bank.css";
import { Aliases } from "./Aliases.tsx";
import { Entry } from "./Entry.tsx";
import { Exceptions } from "./Exceptions.tsx";
import { Files } from "./Files.tsx";
import { Overview } from "./Overview.tsx";

export function Bank(): ReactNode {
  return (
    <Switch>
      <Route path="/bank">
        <Overview />
      </Route>
      <Route path="/bank/exceptions">
        <Exceptions />
      </Route>
      <Route path="/bank/files">
        <Files />
      </Route>
      <Route path="/bank/aliases">
        <Aliases />
      </Route>
      <Route path="/bank/:id">{({ id }) => <Entry key={id} id={id} />}</Route>
    </Switch>
  );
}
