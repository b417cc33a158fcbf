// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {Consent, OpenTerms, Outcome, Receivable} from "../types/Types.sol";
import {ILedger} from "./ILedger.sol";

/// @title What changes a receivable without cash
/// @notice These verbs are called on the ledger like all others; their code lies at a second address, because one
/// contract cannot hold all of it.
interface IAdjustments is ILedger {
    /// @notice The holder reduces the claim by a credit note (R32). @param reason Hash of the credit note.
    /// @param consent `Credit`. Reverts with `AmountOutOfRange` beyond the open amount.
    function credit(
        bytes32 id,
        OpenTerms calldata opened,
        uint256 amount,
        bytes32 reason,
        Consent[] calldata consent
    ) external;

    /// @notice The buyer disputes a further amount of what is open (R39). The acceptance stands, paying stays possible.
    /// @param code UNTDID or Peppol clarification code in the parties' own list. @param consent `Dispute`.
    function dispute(
        Receivable calldata receivable,
        uint256 amount,
        uint8 code,
        bytes32 evidence,
        Consent[] calldata consent
    ) external;

    /// @notice Ends a dispute for an amount: the buyer withdraws it, or the holder concedes it, which credits it.
    /// @param consent `Resolution` of the buyer (Withdrawn) or of the holder (Conceded).
    function resolve(
        Receivable calldata receivable,
        uint256 amount,
        Outcome outcome,
        bytes32 evidence,
        Consent[] calldata consent
    ) external;
}
