/** A button whose act asks for a reason first, in a dialog with whatever else it needs. */
import { useState } from "react";
import type { ReactNode } from "react";
import { Button, Submit } from "../../ui/Button.tsx";
import { Dialog } from "../../ui/Dialog.tsx";
import { ErrorNote } from "../../ui/ErrorNote.tsx";
import { Form, TextArea } from "../../ui/Field.tsx";
import { useDraftId } from "./useDraftId.ts";
import { useCreditWords } from "./words.ts";

interface Sending<Input> {
  readonly mutate: (input: Input, options: { readonly onSuccess: () => void }) => void;
  readonly isPending: boolean;
  readonly isError: boolean;
  readonly error: unknown;
}

interface ReasonActProps<Input> {
  readonly button: string;
  /** Where the button alone does not tell what it is about. */
  readonly about?: string;
  readonly title: string;
  readonly kind?: "primary" | "plain" | "quiet" | "danger";
  readonly label?: string;
  readonly sending: Sending<Input>;
  readonly input: (reason: string, id: string) => Input;
  /** Fields and notes above the reason. */
  readonly children?: ReactNode;
}

export function ReasonAct<Input>(props: ReasonActProps<Input>): ReactNode {
  const { button, about, title, kind = "plain", label, sending, input, children } = props;
  const t = useCreditWords();
  const [isOpen, setIsOpen] = useState(false);
  const [reason, setReason] = useState("");
  const [id, renew] = useDraftId();
  const close = (): void => setIsOpen(false);
  const send = (): void => {
    const onSuccess = (): void => {
      close();
      setReason("");
      renew();
    };
    sending.mutate(input(reason, id), { onSuccess });
  };
  return (
    <>
      <Button
        kind={kind}
        {...(about === undefined ? {} : { label: `${button}: ${about}` })}
        onPress={() => setIsOpen(true)}
      >
        {button}
      </Button>
      <Dialog title={title} isOpen={isOpen} onClose={close}>
        <Form label={title} onSend={send}>
          {children}
          <TextArea label={label ?? t("reason")} value={reason} onChange={setReason} isRequired />
          {sending.isError && <ErrorNote error={sending.error} />}
          <div className="dialog-foot">
            <Submit isBusy={sending.isPending}>{button}</Submit>
          </div>
        </Form>
      </Dialog>
    </>
  );
}
