// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {Consent, OpenTerms, Outcome, Receivable} from "../types/Types.sol";
import {ILedger} from "./ILedger.sol";

/// @title What changes a receivable without cash
/// @notice These verbs are called on the ledger like all others; their code lies at a second address, because one
/// contract cannot hold all of it. The errors of consent are those that `IReceivablesCore` lists.
interface IAdjustments is ILedger {
    /// @notice The holder reduces the claim by a credit note (R32). Status Issued, Queried or Accepted. Reverts with
    /// `CommitmentMismatch`, the errors of consent, `StatusForbids`, `AlreadyClosed`, or `AmountOutOfRange`.
    /// @param amount Minor units, from 1 to the open amount. @param reason Hash of the credit note.
    /// @param consent `Credit` of the holder of now.
    function credit(
        bytes32 id,
        OpenTerms calldata opened,
        uint256 amount,
        bytes32 reason,
        Consent[] calldata consent
    ) external;

    /// @notice The buyer disputes a further amount of what is open (R39). The acceptance stands, paying stays possible.
    /// Reverts with `CommitmentMismatch`, the errors of consent, `StatusForbids`, or `AmountOutOfRange`.
    /// @param amount Minor units, from 1 to what is open and undisputed. @param code UNTDID or Peppol clarification
    /// code in the parties' own list. @param evidence Hash of what supports it. @param consent `Dispute` of the buyer.
    function dispute(
        Receivable calldata receivable,
        uint256 amount,
        uint8 code,
        bytes32 evidence,
        Consent[] calldata consent
    ) external;

    /// @notice Ends a dispute for an amount: the buyer withdraws it, or the holder concedes it, which credits it.
    /// Reverts with `CommitmentMismatch`, the errors of consent, or `AmountOutOfRange`; conceding also as `credit`.
    /// @param amount Minor units, from 1 to what is disputed and still open. @param evidence Hash of what supports it;
    /// the reason of the credit if it is conceded.
    /// @param consent `Resolution` of the buyer (Withdrawn) or of the holder (Conceded).
    function resolve(
        Receivable calldata receivable,
        uint256 amount,
        Outcome outcome,
        bytes32 evidence,
        Consent[] calldata consent
    ) external;
}
