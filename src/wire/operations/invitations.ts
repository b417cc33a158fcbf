/** Looking at an invitation before joining by it; see `joinInvitation` for the joining. */
import { joining } from "../intent.ts";
import { invitationPreview } from "../invitation.ts";
import { operation } from "../operation.ts";

export const INVITATION_OPERATIONS = {
  previewInvitation: operation({
    method: "post",
    path: "/v1/invitations/preview",
    tag: "Intents",
    summary: "Who invites, and how much waits",
    description:
      "For whoever holds the token of the link, signed in or not, and until somebody joined by it. It stands in the " +
      "body, since addresses are logged on their way. Nothing is changed by looking.",
    caller: "anyone",
    body: joining,
    answers: { 200: { description: "What waits, and nothing more of it.", body: invitationPreview } },
    problems: ["InvitationUnknown"],
  }),
} as const;
