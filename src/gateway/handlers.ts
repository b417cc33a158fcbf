/** What each operation does. */
import { OPERATIONS } from "../wire/operations.ts";
import type { Operations } from "../wire/operations.ts";
import { openApiOf } from "../wire/openapi.ts";
import { grantHandlers } from "./access/grants.ts";
import { holdHandlers } from "./access/holds.ts";
import { keyHandlers } from "./access/keys.ts";
import { memberHandlers } from "./access/members.ts";
import { organisationHandlers } from "./access/organisations.ts";
import { accountHandlers } from "./accounts/handlers.ts";
import { accountStatementHandlers } from "./accountStatements/handlers.ts";
import { payListHandlers } from "./accountStatements/payListHandlers.ts";
import { approvalHandlers } from "./approvals/handlers.ts";
import { caseHandlers } from "./cases/handlers.ts";
import { cashHandlers } from "./cash/handlers.ts";
import { collectionHandlers } from "./collections/handlers.ts";
import { contractHandlers } from "./contracts/handlers.ts";
import type { GatewayDeps } from "./deps.ts";
import { disputeHandlers } from "./disputes/handlers.ts";
import { documentHandlers } from "./documents/handlers.ts";
import { dunningHandlers, dunningPolicyHandlers } from "./dunning/handlers.ts";
import { dutyHandlers } from "./duties/handlers.ts";
import { eventHandlers } from "./events/handlers.ts";
import { evidenceHandlers } from "./evidence/handlers.ts";
import { eligibilityHandlers } from "./factorBooks/eligibility.ts";
import { factorBookHandlers } from "./factorBooks/handlers.ts";
import { factorReportHandlers } from "./factorBooks/reportHandlers.ts";
import { factoringHandlers } from "./factoring/handlers.ts";
import type { Handlers } from "./http/exchange.ts";
import { importHandlers } from "./imports/handlers.ts";
import { indicatorHandlers } from "./indicators/handlers.ts";
import { intentHandlers } from "./intents/handlers.ts";
import { invitationHandlers } from "./intents/invitations.ts";
import { limitHandlers } from "./limits/handlers.ts";
import { notificationHandlers } from "./notifications/handlers.ts";
import { onboardingHandlers } from "./onboarding/handlers.ts";
import { ownerSignatureHandlers } from "./intents/ownerSigning.ts";
import { partyFileHandlers } from "./partyFiles/handlers.ts";
import { referenceHandlers } from "./partyFiles/references.ts";
import { passkeyHandlers } from "./passkeys/handlers.ts";
import { planHandlers } from "./plans/handlers.ts";
import { historyHandlers } from "./portfolio/historyHandlers.ts";
import { portalHandlers } from "./portal/handlers.ts";
import { predictionHandlers } from "./predictions/handlers.ts";
import { quoteHandlers } from "./quotes/handlers.ts";
import { receivableHandlers } from "./receivables/handlers.ts";
import { reconciliationHandlers } from "./reconciliations/handlers.ts";
import { relayHandlers } from "./relays/handlers.ts";
import { reportHandlers } from "./reports/handlers.ts";
import { riskHandlers } from "./risk/handlers.ts";
import { ruleHandlers } from "./rules/handlers.ts";
import { scoreContestHandlers } from "./scores/contestHandlers.ts";
import { scoreHandlers } from "./scores/handlers.ts";
import { serviceHandlers } from "./serviceHandlers.ts";
import { sessionHandlers } from "./sessions/handlers.ts";
import type { SigningIn } from "./sessions/signingIn.ts";
import { statementHandlers } from "./statements/handlers.ts";
import { statementBookHandlers } from "./statementBooks/handlers.ts";
import { threadHandlers } from "./threads/handlers.ts";
import { uploadHandlers } from "./uploads/handlers.ts";
import { webhookHandlers } from "./webhooks/handlers.ts";

/** @param isClosing Whether the gateway is shutting down. */
export function createHandlers(
  deps: GatewayDeps,
  signingIn: SigningIn,
  isClosing: () => boolean,
): Handlers<Operations> {
  return {
    ...portalHandlers(deps),
    ...serviceHandlers(deps, () => openApiOf(OPERATIONS, deps.config.version), isClosing),
    ...sessionHandlers(deps, signingIn),
    ...grantHandlers(deps),
    ...holdHandlers(deps),
    ...keyHandlers(deps),
    ...memberHandlers(deps),
    ...organisationHandlers(deps),
    ...receivableHandlers(deps),
    ...accountHandlers(deps),
    ...accountStatementHandlers(deps),
    ...payListHandlers(deps),
    ...contractHandlers(deps),
    ...onboardingHandlers(deps),
    ...importHandlers(deps),
    ...uploadHandlers(deps),
    ...reconciliationHandlers(deps, isClosing),
    ...cashHandlers(deps, isClosing),
    ...eligibilityHandlers(deps),
    ...factorBookHandlers(deps),
    ...factorReportHandlers(deps),
    ...creditHandlers(deps),
    ...ruleHandlers(deps),
    ...intentHandlers(deps),
    ...invitationHandlers(deps),
    ...ownerSignatureHandlers(deps),
    ...passkeyHandlers(deps),
    ...factoringHandlers(deps),
    ...collectionHandlers(deps),
    ...planHandlers(deps),
    ...relayHandlers(deps),
    ...disputeHandlers(deps),
    ...documentHandlers(deps),
    ...dunningHandlers(deps),
    ...dunningPolicyHandlers(deps),
    ...evidenceHandlers(deps),
    ...caseHandlers(deps),
    ...eventHandlers(deps, isClosing),
    ...notificationHandlers(deps),
    ...statementHandlers(deps),
    ...statementBookHandlers(deps),
    ...quoteHandlers(deps),
    ...threadHandlers(deps),
    ...webhookHandlers(deps),
  };
}

/** Credit: what is known of customers, what the book tells of them, and who decides what. */
function creditHandlers(deps: GatewayDeps) {
  return {
    ...riskHandlers(deps),
    ...historyHandlers(deps),
    ...indicatorHandlers(deps),
    ...scoreHandlers(deps),
    ...scoreContestHandlers(deps),
    ...partyFileHandlers(deps),
    ...referenceHandlers(deps),
    ...predictionHandlers(deps),
    ...reportHandlers(deps),
    ...approvalHandlers(deps),
    ...dutyHandlers(deps),
    ...limitHandlers(deps),
  };
}
