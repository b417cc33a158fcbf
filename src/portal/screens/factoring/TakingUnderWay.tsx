/** A taking until the ledger has recorded the sale: its calls, its lock, and giving it up. */
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import type { ReactNode } from "react";
import { Link } from "wouter";
import { told } from "../../data/gateway.ts";
import type { Schemas } from "../../data/gateway.ts";
import { useOrganisation, useSigned } from "../../data/session.tsx";
import { useSend } from "../../data/useAsked.ts";
import { Asked } from "../../ui/Asked.tsx";
import { Badge } from "../../ui/Badge.tsx";
import { Button } from "../../ui/Button.tsx";
import { ErrorNote } from "../../ui/ErrorNote.tsx";
import { Notice } from "../../ui/Notice.tsx";
import { Section } from "../../ui/Page.tsx";
import { Hash } from "../../ui/Party.tsx";
import { TAKING_STATE } from "../../words/enumerations/factoring.ts";
import { wordFor } from "../../words/enumerations/word.ts";
import { useFormats } from "../../words/formats.ts";
import { NamedParty } from "./NamedParty.tsx";
import { useOfferWords } from "./offerWords.ts";
import { OwnCalls } from "./OwnCalls.tsx";
import { takingFaults } from "./takingFaults.ts";

type Taking = Schemas["QuoteTaking"];

/** Nothing tells when a lock is over. */
const LOOKING_MILLISECONDS = 2_000;
const OVER = new Set<Taking["state"]>(["recorded", "released", "expired"]);

export function TakingUnderWay({ id }: { readonly id: string }): ReactNode {
  const t = useOfferWords();
  const { gateway } = useSigned();
  const organisation = useOrganisation();
  const taking = useQuery({
    queryKey: [organisation, "quote-taking", id],
    queryFn: async () => told(await gateway.GET("/v1/quote-takings/{id}", { params: { path: { id } } })),
    refetchInterval: ({ state }) =>
      state.data !== undefined && OVER.has(state.data.state) ? false : LOOKING_MILLISECONDS,
  });
  return (
    <Section title={t("taking")}>
      <Asked query={taking}>{(shown) => <Shown taking={shown} />}</Asked>
    </Section>
  );
}

function Shown({ taking }: { readonly taking: Taking }): ReactNode {
  const t = useOfferWords();
  const { language, instant } = useFormats();
  const { state, expires, receivables } = taking;
  return (
    <>
      <p role="status">
        <Badge tone={state === "recorded" ? "good" : "info"}>{wordFor(TAKING_STATE, state, language)}</Badge>{" "}
        {state === "taken" && t("takingLocked", { until: instant(expires) })}
      </p>
      <ul>
        {receivables.map(({ receivable, factor }) => (
          <li key={receivable}>
            <Hash value={receivable} /> → <NamedParty address={factor} />
          </li>
        ))}
      </ul>
      {state === "recorded" && (
        <Notice kind="done">
          {t("recorded")} <Link href="/factoring/sold">{t("seeSold")}</Link>
        </Notice>
      )}
      {state === "taken" && <Sending taking={taking} />}
    </>
  );
}

/** The desks come from what the factors signed, never from the calls themselves. */
function Sending({ taking }: { readonly taking: Taking }): ReactNode {
  const t = useOfferWords();
  const { gateway } = useSigned();
  const organisation = useOrganisation();
  const [isOpen, setIsOpen] = useState(false);
  const offers = useQuery({
    queryKey: [organisation, "offers of taking", taking.id],
    queryFn: async () => {
      const ids = [...new Set(taking.receivables.map(({ offer }) => offer))];
      const read = async (id: string) => told(await gateway.GET("/v1/quote-offers/{id}", { params: { path: { id } } }));
      return Promise.all(ids.map(read));
    },
  });
  const releasing = useSend((to, id: string) => to.DELETE("/v1/quote-takings/{id}", { params: { path: { id } } }));
  return (
    <Asked query={offers}>
      {(signed) => (
        <>
          {releasing.isError && <ErrorNote error={releasing.error} />}
          <p className="actions">
            <Button kind="primary" onPress={() => setIsOpen(true)}>
              {t("showCalls")}
            </Button>
            <Button isBusy={releasing.isPending} onPress={() => releasing.mutate(taking.id)}>
              {t("release")}
            </Button>
          </p>
          {isOpen && (
            <OwnCalls
              title={t("taking")}
              calls={taking.calls}
              desks={signed.map(({ desk }) => desk)}
              currency={signed[0]?.currency}
              effect={t("takeEffect")}
              messages={signed.map(({ message }) => message)}
              faultsOf={(flat) => takingFaults(taking, signed, flat, organisation).map((fault) => t(fault))}
              onClose={() => setIsOpen(false)}
            />
          )}
        </>
      )}
    </Asked>
  );
}
