// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {Clarification, Consent, OpenHeader, Terms} from "../types/Types.sol";
import {ILedger} from "./ILedger.sol";

/// @title The buyer's answers other than yes
/// @notice The codes are those of Peppol's Invoice Response, so that whoever uses e-invoices needs no new words (R75).
interface IAnswers is ILedger {
    /// @notice The buyer asks before it accepts; it may ask again, accept or reject afterwards. An acceptance that was
    /// signed before stays valid, since the agreement is the same: whoever wants it void spends its nonce, or revokes
    /// the root. Status Issued or Queried. Reverts with `CommitmentMismatch`, the errors of consent, `StatusForbids` or
    /// `ClarificationInvalid`.
    /// @param terms None, or the terms, which a capped agent has to open. @param consent `Query` of the buyer.
    function query(
        OpenHeader calldata opened,
        Terms[] calldata terms,
        Clarification calldata clarification,
        Consent[] calldata consent
    ) external;

    /// @notice The buyer rejects this revision for good: only an amendment makes it acceptable again, as another one,
    /// so that an acceptance signed before never revives it. Status Issued or Queried. Reverts as `query` does.
    /// @param consent `Rejection` of the buyer.
    function reject(
        OpenHeader calldata opened,
        Terms[] calldata terms,
        Clarification calldata clarification,
        Consent[] calldata consent
    ) external;
}
