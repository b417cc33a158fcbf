import { lazy } from "react";
import type { ReactNode } from "react";
import { Route, Switch } from "wouter";
import { List } from "./List.tsx";

const Import = lazy(async () => ({ default: (await import("./Import.tsx")).Import }));
const Detail = lazy(async () => ({ default: (await import("../receivable/ReceivableDetail.tsx")).ReceivableDetail }));

export function Receivables(): ReactNode {
  return (
    <Switch>
      <Route path="/receivables" component={List} />
      <Route path="/receivables/import" component={Import} />
      <Route path="/receivables/:id">{({ id }) => <Detail key={id} id={id} />}</Route>
    </Switch>
  );
}
