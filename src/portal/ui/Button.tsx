import type { ReactNode } from "react";

interface ButtonProps {
  readonly children: ReactNode;
  readonly onPress: () => void;
  readonly kind?: "primary" | "plain" | "quiet" | "danger";
  /** It does what it was pressed for: it cannot be pressed again before that is over. */
  readonly isBusy?: boolean;
  readonly isDisabled?: boolean;
  /** Where the text alone does not tell what it is about. */
  readonly label?: string;
  readonly expanded?: boolean;
  readonly pressed?: boolean;
}

export function Button({
  children,
  onPress,
  kind = "plain",
  isBusy = false,
  isDisabled = false,
  label,
  expanded,
  pressed,
}: ButtonProps): ReactNode {
  return (
    <button
      type="button"
      className={`button button-${kind}`}
      disabled={isDisabled || isBusy}
      aria-busy={isBusy}
      aria-label={label}
      aria-expanded={expanded}
      aria-pressed={pressed}
      onClick={onPress}
    >
      {children}
    </button>
  );
}

/** Sends the form that it stands in. */
export function Submit({ children, isBusy = false }: Pick<ButtonProps, "children" | "isBusy">): ReactNode {
  return (
    <button type="submit" className="button button-primary" disabled={isBusy} aria-busy={isBusy}>
      {children}
    </button>
  );
}
