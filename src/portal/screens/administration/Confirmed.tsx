/** A button of which a dialog first says what will happen. */
import { useState } from "react";
import type { ReactNode } from "react";
import { Button } from "../../ui/Button.tsx";
import { Dialog } from "../../ui/Dialog.tsx";
import { ErrorNote } from "../../ui/ErrorNote.tsx";
import { useAdministrationWords } from "./words.ts";

interface Sending<Input> {
  readonly mutate: (input: Input, options: { readonly onSuccess: () => void }) => void;
  readonly reset: () => void;
  readonly isPending: boolean;
  readonly isError: boolean;
  readonly error: unknown;
}

interface ConfirmedProps<Input> {
  readonly button: string;
  /** Whom or what it is about, where the button alone does not tell. */
  readonly about?: string;
  readonly title: string;
  readonly kind?: "plain" | "danger";
  readonly sending: Sending<Input>;
  readonly input: Input;
  /** What will happen. */
  readonly children: ReactNode;
}

export function Confirmed<Input>(props: ConfirmedProps<Input>): ReactNode {
  const { button, about, title, kind = "danger", sending, input, children } = props;
  const t = useAdministrationWords();
  const [isOpen, setIsOpen] = useState(false);
  const close = (): void => {
    setIsOpen(false);
    sending.reset();
  };
  return (
    <>
      <Button kind={kind} label={about === undefined ? button : `${button}: ${about}`} onPress={() => setIsOpen(true)}>
        {button}
      </Button>
      <Dialog title={title} isOpen={isOpen} onClose={close}>
        {children}
        {sending.isError && <ErrorNote error={sending.error} />}
        <div className="dialog-foot">
          <Button onPress={close}>{t("keep")}</Button>
          <Button
            kind={kind === "danger" ? "danger" : "primary"}
            isBusy={sending.isPending}
            onPress={() => sending.mutate(input, { onSuccess: close })}
          >
            {button}
          </Button>
        </div>
      </Dialog>
    </>
  );
}
