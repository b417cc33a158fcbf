/** One act: what is signed, in words; the signature; and where it stands. */
import { useMutation } from "@tanstack/react-query";
import { useEffect, useState } from "react";
import type { ReactNode } from "react";
import { useOrganisation, useSigned } from "../data/session.tsx";
import { Asked } from "../ui/Asked.tsx";
import { Dialog } from "../ui/Dialog.tsx";
import { ErrorNote } from "../ui/ErrorNote.tsx";
import { Loading } from "../ui/Loading.tsx";
import { keptOf, prepare } from "./act.ts";
import { ActProgress } from "./ActProgress.tsx";
import type { ActRequest } from "./requests.ts";
import { ActSigning } from "./ActSigning.tsx";
import { keepAct } from "./keptActs.ts";
import { useIntent } from "./useIntent.ts";

interface ActDialogProps {
  readonly request: ActRequest;
  readonly onClose: () => void;
}

export function ActDialog({ request, onClose }: ActDialogProps): ReactNode {
  const { gateway } = useSigned();
  const organisation = useOrganisation();
  const [id, setId] = useState("intent" in request ? request.intent : undefined);
  const preparing = useMutation({
    mutationFn: async () => ("act" in request ? prepare(gateway, request.act) : undefined),
    onSuccess: (intent) => {
      if (intent === undefined) return;
      // From here on a reload loses nothing: it stands among what is under way.
      keepAct(organisation, keptOf(intent));
      setId(intent.id);
    },
  });
  const begin = preparing.mutate;
  useEffect(() => {
    if ("act" in request) begin();
  }, [request, begin]);
  const query = useIntent(id);
  return (
    <Dialog title={request.title} isOpen onClose={onClose} isWide>
      {preparing.isError && <ErrorNote error={preparing.error} onRetry={() => begin()} />}
      {id === undefined && !preparing.isError && <Loading />}
      {id !== undefined && (
        <Asked query={query}>
          {(followed) =>
            followed.standing === "toSign" ? (
              <ActSigning followed={followed} asked={"act" in request ? request.act : undefined} onLater={onClose} />
            ) : (
              <ActProgress followed={followed} onClose={onClose} />
            )
          }
        </Asked>
      )}
    </Dialog>
  );
}
