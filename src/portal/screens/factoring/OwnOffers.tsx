/** What the organisation offered as a factor, and where each offer stands. */
import { useState } from "react";
import type { ReactNode } from "react";
import { told } from "../../data/gateway.ts";
import type { Schemas } from "../../data/gateway.ts";
import { useActing } from "../../acts/ActProvider.tsx";
import { useSigned } from "../../data/session.tsx";
import { usePages, useSend } from "../../data/useAsked.ts";
import { Asked } from "../../ui/Asked.tsx";
import { Badge } from "../../ui/Badge.tsx";
import type { Tone } from "../../ui/Badge.tsx";
import { Button } from "../../ui/Button.tsx";
import { DataTable } from "../../ui/DataTable.tsx";
import type { Column } from "../../ui/DataTable.tsx";
import { ErrorNote } from "../../ui/ErrorNote.tsx";
import { Instant } from "../../ui/Money.tsx";
import { OFFER_STATE, QUOTE_KIND } from "../../words/enumerations/factoring.ts";
import { wordFor } from "../../words/enumerations/word.ts";
import { useFormats } from "../../words/formats.ts";
import { NamedParty } from "./NamedParty.tsx";
import { OwnCalls } from "./OwnCalls.tsx";
import { usePipelineWords } from "./pipelineWords.ts";
import { useFactoringWords } from "./words.ts";

type Offer = Schemas["QuoteOffer"];

const TONES: Readonly<Record<Offer["state"], Tone>> = {
  prepared: "warning",
  signed: "info",
  taken: "info",
  sold: "good",
  spent: "neutral",
  expired: "neutral",
  withdrawn: "neutral",
};

/** @param request Only for this one. */
export function OwnOffers({ request }: { readonly request: string | undefined }): ReactNode {
  const t = usePipelineWords();
  const columns = useColumns();
  const pages = usePages(["quote-offers"], (gateway, cursor) =>
    gateway.GET("/v1/quote-offers", { params: { query: cursor === undefined ? {} : { cursor } } }),
  );
  return (
    <>
      <Asked query={pages.first}>
        {() => (
          <DataTable
            caption={t("offers")}
            columns={columns}
            rows={pages.rows.filter((one) => request === undefined || one.request === request)}
            keyOf={({ id }) => id}
            empty={t("noOffers")}
            more={{ has: pages.hasMore, isLoading: pages.isLoadingMore, load: pages.loadMore }}
          />
        )}
      </Asked>
      <p className="hint">{t("voidHint")}</p>
    </>
  );
}

function useColumns(): readonly Column<Offer>[] {
  const t = usePipelineWords();
  const words = useFactoringWords();
  const { language } = useFormats();
  return [
    { key: "made", head: t("prepared"), isName: true, cell: ({ prepared }) => <Instant at={prepared} /> },
    { key: "seller", head: words("seller"), cell: ({ seller }) => <NamedParty address={seller} /> },
    { key: "kind", head: words("kind"), cell: ({ kind }) => wordFor(QUOTE_KIND, kind, language) },
    {
      ...{ key: "count", head: t("receivables"), isFigure: true, isMinor: true },
      cell: ({ receivables }) => receivables.length,
    },
    { key: "until", head: words("until"), isMinor: true, cell: ({ until }) => <Instant at={until} /> },
    {
      key: "state",
      head: words("state"),
      cell: ({ state }) => <Badge tone={TONES[state]}>{wordFor(OFFER_STATE, state, language)}</Badge>,
    },
    { key: "acts", head: words("action"), cell: (offer) => <Acts offer={offer} /> },
  ];
}

/** Opens the dialog in which a prepared offer is signed. */
export function useOfferSigning(): (offer: Pick<Offer, "id" | "message">) => void {
  const t = usePipelineWords();
  const { gateway } = useSigned();
  const { sign } = useActing();
  return ({ id, message }) => {
    const params = { path: { id } };
    const hand = async (signature: string): Promise<unknown> =>
      told(await gateway.POST("/v1/quote-offers/{id}/signature", { params, body: { signature } }));
    sign({ title: t("signTitle"), message, hand });
  };
}

function Acts({ offer }: { readonly offer: Offer }): ReactNode {
  const t = usePipelineWords();
  const words = useFactoringWords();
  const { instant } = useFormats();
  const { id, state, signed, revocation, prepared } = offer;
  const signOffer = useOfferSigning();
  const [isVoiding, setIsVoiding] = useState(false);
  const withdrawing = useSend((gateway, offered: string) =>
    gateway.DELETE("/v1/quote-offers/{id}", { params: { path: { id: offered } } }),
  );
  const lives = state === "prepared" || state === "signed" || state === "taken";
  const canVoid = signed !== null && revocation !== null && state !== "spent" && state !== "sold";
  const when = instant(prepared);
  if (!lives && !canVoid) return words("none");
  return (
    <div className="actions">
      {state === "prepared" && <Button onPress={() => signOffer(offer)}>{t("sign")}</Button>}
      {lives && (
        <Button
          kind="quiet"
          label={t("withdrawOf", { when })}
          isBusy={withdrawing.isPending}
          onPress={() => withdrawing.mutate(id)}
        >
          {t("withdraw")}
        </Button>
      )}
      {canVoid && (
        <Button kind="quiet" label={t("voidOf", { when })} onPress={() => setIsVoiding(true)}>
          {t("void")}
        </Button>
      )}
      {withdrawing.isError && <ErrorNote error={withdrawing.error} />}
      {isVoiding && revocation !== null && (
        <Voiding offer={offer} call={revocation} onClose={() => setIsVoiding(false)} />
      )}
    </div>
  );
}

interface VoidingProps {
  readonly offer: Offer;
  readonly call: Schemas["ContractCall"];
  readonly onClose: () => void;
}

function Voiding({ offer: { desk, nonce, currency }, call, onClose }: VoidingProps): ReactNode {
  const t = usePipelineWords();
  return (
    <OwnCalls
      title={t("voidTitle")}
      calls={[call]}
      desks={[desk]}
      currency={currency}
      effect={t("voidEffect")}
      faultsOf={([only, ...others]) =>
        only?.name === "spendNonces" &&
        only.to === desk &&
        only.values["first"] === BigInt(nonce) &&
        others.length === 0
          ? []
          : [t("fault_void")]
      }
      onClose={onClose}
    />
  );
}
