/** Statements of account: what is told to the other side, what it answers, and when the next one is made. */
import type { ReactNode } from "react";
import { Route, Switch } from "wouter";
import "./statements.css";
import { Journal } from "./Journal.tsx";
import { MakeStatement } from "./MakeStatement.tsx";
import { Schedules } from "./Schedules.tsx";
import { StatementList } from "./StatementList.tsx";
import { StatementPage } from "./StatementPage.tsx";

export function Statements(): ReactNode {
  return (
    <Switch>
      <Route path="/statements">
        <StatementList />
      </Route>
      <Route path="/statements/new">
        <MakeStatement />
      </Route>
      <Route path="/statements/schedules">
        <Schedules />
      </Route>
      <Route path="/statements/journal">
        <Journal />
      </Route>
      <Route path="/statements/:id">{({ id }) => <StatementPage key={id} id={id} />}</Route>
    </Switch>
  );
}
