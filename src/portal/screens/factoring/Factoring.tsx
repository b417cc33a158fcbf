/** Selling receivables and buying them: what a seller, a factor and a debtor do about an assignment. */
import type { ReactNode } from "react";
import { Redirect, Route, Switch } from "wouter";
import { useAsked } from "../../data/useAsked.ts";
import { Asked } from "../../ui/Asked.tsx";
import { Page } from "../../ui/Page.tsx";
import { Tabs } from "../../ui/Tabs.tsx";
import { Claims } from "./Claims.tsx";
import { Deal } from "./Deal.tsx";
import { Eligibility } from "./Eligibility.tsx";
import { Exceptions } from "./Exceptions.tsx";
import { NoticeDetail } from "./NoticeDetail.tsx";
import { NoticeProof } from "./NoticeProof.tsx";
import { Notices } from "./Notices.tsx";
import { OfferMaking } from "./OfferMaking.tsx";
import { Offers } from "./Offers.tsx";
import { Pipeline } from "./Pipeline.tsx";
import { Portfolio } from "./Portfolio.tsx";
import { Sell } from "./Sell.tsx";
import { Sold } from "./Sold.tsx";
import { useFactoringWords } from "./words.ts";

const SELLING = ["sell", "offers", "sold"] as const;
const BUYING = ["pipeline", "eligibility", "portfolio", "exceptions"] as const;
const BOTH = ["notices", "claims"] as const;

export function Factoring(): ReactNode {
  const t = useFactoringWords();
  const book = useAsked(["factor-book"], (gateway) => gateway.GET("/v1/factor-book"));
  // Whoever has a desk is a factor first; others may become one all the same.
  const isFactor = (book.data?.desk ?? null) !== null;
  const tabs = isFactor ? [...BUYING, ...BOTH, ...SELLING] : [...SELLING, ...BOTH, ...BUYING];
  return (
    <Page screen="factoring" title={t("title")} lead={t("lead")}>
      <Tabs label={t("tabs")} tabs={tabs.map((tab) => ({ to: `/factoring/${tab}`, text: t(`tab_${tab}`) }))} />
      <Switch>
        <Route path="/factoring/sell" component={Sell} />
        <Route path="/factoring/offers/:id?">{({ id }) => <Offers id={id} />}</Route>
        <Route path="/factoring/sold" component={Sold} />
        <Route path="/factoring/deals/:id">{({ id }) => <Deal id={id} />}</Route>
        <Route path="/factoring/pipeline" component={Pipeline} />
        <Route path="/factoring/pipeline/:id">{({ id }) => <OfferMaking id={id} />}</Route>
        <Route path="/factoring/eligibility/:id?">{({ id }) => <Eligibility id={id} />}</Route>
        <Route path="/factoring/portfolio" component={Portfolio} />
        <Route path="/factoring/exceptions" component={Exceptions} />
        <Route path="/factoring/notices" component={Notices} />
        <Route path="/factoring/notices/:hash">{({ hash }) => <NoticeDetail hash={hash} />}</Route>
        <Route path="/factoring/notices/:hash/proof">{({ hash }) => <NoticeProof hash={hash} />}</Route>
        <Route path="/factoring/claims/:id?">{({ id }) => <Claims id={id} />}</Route>
        <Route>
          <Asked query={book}>
            {({ desk }) => <Redirect to={desk === null ? "/factoring/sell" : "/factoring/pipeline"} replace />}
          </Asked>
        </Route>
      </Switch>
    </Page>
  );
}
