/** The page that an invitation's link leads to: who invites, what waits, and joining by it. */
import { useMutation, useQuery } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { LanguageChoice, ThemeChoice } from "../../app/Choices.tsx";
import { connect, Refused, told } from "../../data/gateway.ts";
import type { Schemas } from "../../data/gateway.ts";
import type { Signed } from "../../data/session.tsx";
import { Button } from "../../ui/Button.tsx";
import { ErrorNote } from "../../ui/ErrorNote.tsx";
import { Facts } from "../../ui/Facts.tsx";
import { Loading } from "../../ui/Loading.tsx";
import { Money } from "../../ui/Money.tsx";
import { Notice } from "../../ui/Notice.tsx";
import type { Wallet } from "../../wallet/wallet.ts";
import { JoinWays } from "./JoinWays.tsx";
import { leaveInvitation } from "./token.ts";
import { useJoinWords } from "./words.ts";

type Preview = Schemas["InvitationPreview"];

interface JoinProps {
  readonly token: string;
  /** Undefined while nobody is signed in. */
  readonly signed: Signed | undefined;
  readonly enter: (wallet: Wallet) => Promise<void>;
  readonly onDone: () => void;
}

export function Join(props: JoinProps): ReactNode {
  const preview = useQuery({
    queryKey: ["invitation", props.token],
    queryFn: async () => told(await connect().POST("/v1/invitations/preview", { body: { token: props.token } })),
    // Once somebody has joined, it leads nowhere.
    staleTime: Infinity,
  });
  return (
    <main className="welcome" data-screen="join" data-loaded={!preview.isPending}>
      <div className="actions">
        <span className="brand">Countersign</span>
        <LanguageChoice />
        <ThemeChoice />
      </div>
      {preview.isPending && <Loading />}
      {preview.isError && <Failed error={preview.error} onRetry={() => void preview.refetch()} onDone={props.onDone} />}
      {preview.data !== undefined && <Invited {...props} preview={preview.data} />}
    </main>
  );
}

function Failed(props: {
  readonly error: unknown;
  readonly onRetry: () => void;
  readonly onDone: () => void;
}): ReactNode {
  const t = useJoinWords();
  if (!(props.error instanceof Refused)) return <ErrorNote error={props.error} onRetry={props.onRetry} />;
  return (
    <>
      <h1>{t("gone")}</h1>
      <p className="lead">{t("goneWay")}</p>
      <div className="actions">
        <Button
          onPress={() => {
            leaveInvitation("/");
            props.onDone();
          }}
        >
          {t("toStart")}
        </Button>
      </div>
    </>
  );
}

function Invited({ token, signed, enter, onDone, preview }: JoinProps & { readonly preview: Preview }): ReactNode {
  const t = useJoinWords();
  const joining = useMutation({
    mutationFn: async ({ gateway }: Signed) =>
      told(await gateway.POST("/v1/invitations/acceptance", { body: { token } })),
  });
  if (joining.data !== undefined) return <Joined joined={joining.data} onDone={onDone} />;
  return (
    <>
      <h1>{t("title", { who: preview.name ?? preview.supplier })}</h1>
      <p className="lead">{t("lead")}</p>
      <Waiting preview={preview} />
      <section>
        <h2>{t("meaning")}</h2>
        <ul>
          <li>{t("meaningJoin")}</li>
          <li>{t("meaningNotAccepting")}</li>
        </ul>
        <Notice kind="limit">{t("meaningNotProof")}</Notice>
      </section>
      {signed === undefined ? (
        <JoinWays token={token} enter={enter} />
      ) : (
        <section>
          <p>{t("joinAs")}</p>
          <p>
            <code className="hash">{signed.session.organisation}</code>
          </p>
          {joining.isError && <ErrorNote error={joining.error} />}
          <div className="actions">
            <Button kind="primary" isBusy={joining.isPending} onPress={() => joining.mutate(signed)}>
              {t("join")}
            </Button>
            <Button isDisabled={joining.isPending} onPress={() => void signed.leave()}>
              {t("other")}
            </Button>
          </div>
        </section>
      )}
    </>
  );
}

function Waiting({ preview }: { readonly preview: Preview }): ReactNode {
  const t = useJoinWords();
  const { name, supplier, waiting, totals } = preview;
  return (
    <>
      <Facts
        rows={[
          [t("name"), name === null ? undefined : <bdi>{name}</bdi>],
          [t("supplier"), <code className="hash">{supplier}</code>],
          [t("waiting"), t("receivables", { count: waiting })],
          [
            t("total"),
            totals.map(({ amount, currency }) => (
              <div key={`${currency.address} ${amount}`}>
                <Money amount={amount} currency={currency} />
              </div>
            )),
          ],
        ]}
      />
      <Notice kind="limit">{t("unvouched")}</Notice>
    </>
  );
}

function Joined({ joined, onDone }: { readonly joined: Schemas["Joined"]; readonly onDone: () => void }): ReactNode {
  const t = useJoinWords();
  return (
    <>
      <h1>{t("joined")}</h1>
      <p className="lead">{t("joinedLead")}</p>
      <Facts
        rows={[
          [t("supplier"), <code className="hash">{joined.supplier}</code>],
          [t("buyer"), <code className="hash">{joined.organisation}</code>],
        ]}
      />
      <div className="actions">
        <Button
          kind="primary"
          onPress={() => {
            leaveInvitation("/inbox");
            onDone();
          }}
        >
          {t("toInbox")}
        </Button>
      </div>
    </>
  );
}
