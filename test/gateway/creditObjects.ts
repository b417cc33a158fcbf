/** What the operations of credit and its control are about. See `objects.ts`. */
import { APPROVAL_OBJECTS } from "./approvalObjects.ts";
import { DUTY_OBJECTS } from "./dutyObjects.ts";
import { INDICATOR_OBJECTS } from "./indicatorObjects.ts";
import { PARTY_FILE_OBJECTS } from "./partyFileObjects.ts";
import { PREDICTION_OBJECTS } from "./predictionObjects.ts";
import { REPORT_OBJECTS } from "./reportObjects.ts";
import { RISK_OBJECTS } from "./riskObjects.ts";
import { SCORE_OBJECTS } from "./scoreObjects.ts";

export const CREDIT_OBJECTS = {
  ...APPROVAL_OBJECTS,
  ...DUTY_OBJECTS,
  ...INDICATOR_OBJECTS,
  ...PARTY_FILE_OBJECTS,
  ...PREDICTION_OBJECTS,
  ...REPORT_OBJECTS,
  ...RISK_OBJECTS,
  ...SCORE_OBJECTS,
} as const;
