// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {Consent, OpenTerms, Receipt, Receivable, RecordedReceipt} from "../types/Types.sol";
import {ILedger} from "./ILedger.sol";

/// @title Money that moved outside the chain
/// @notice The buyer advises it, the holder records it, and the bank may take it back. A bank reference counts once for
/// each receivable: what was reversed can never be recorded again under the same one.
interface IReceipts is ILedger {
    /// @notice The buyer says what it paid by bank (remittance advice, R30): settles nothing, and waits until the
    /// holder records it. Status Issued, Queried or Accepted. Reverts with `CommitmentMismatch`, the errors of consent,
    /// `StatusForbids`, `AlreadyClosed`, `ReceiptKnown`, `ReceiptUnknown`, `AdvicesTooMany`, `ValueDayInvalid` or
    /// `AmountOutOfRange`.
    /// @param advice Cash of 0 takes back an advice that nobody answered, also once nothing is due.
    /// @param consent `Advice` of the buyer.
    function advise(Receivable calldata receivable, Receipt calldata advice, Consent[] calldata consent) external;

    /// @notice The holder records money that it received elsewhere. It settles what it would have settled on its value
    /// date (R11), on what is recorded so far: with charges first, allocation follows the order of recording and is
    /// exact in the order of value dates; with principal first, no order matters. Answers the advice of the same bank
    /// reference, whatever sum that named. Status Issued, Queried or Accepted. Reverts with `CommitmentMismatch`, the
    /// errors of consent, `StatusForbids`, `ReceiptKnown`, `AlreadyClosed`, `ValueDayInvalid` or `AmountOutOfRange`;
    /// what exceeds the payoff of that day is the payer's and stays outside (R35). An early value date earns the
    /// discount of that day, so that a mandate to record receipts is as much trust as one to credit.
    /// @param consent `Receipt` of the holder.
    function recordReceipt(
        bytes32 id,
        OpenTerms calldata opened,
        Receipt calldata receipt,
        Consent[] calldata consent
    ) external;

    /// @notice The bank took a receipt back: what it settled is open again, with the original due date, and interest
    /// runs as if it had never been paid (R36). A discount that somebody else earned by settling the whole stays, and
    /// while it does, no further one is granted on the whole. Every status but
    /// Split and Cancelled. Reverts with `CommitmentMismatch`, the errors of consent, `StatusForbids`, or
    /// `ReceiptUnknown` if no such receipt stands recorded.
    /// @param recorded As `ReceiptRecorded` said. @param evidence Hash of what proves the return.
    /// @param recorderConsent After a sale, `Reversal` of who recorded it; not read before.
    /// @param holderConsent `Reversal` of the holder of now.
    function reverseReceipt(
        bytes32 id,
        OpenTerms calldata opened,
        RecordedReceipt calldata recorded,
        bytes32 evidence,
        Consent[] calldata recorderConsent,
        Consent[] calldata holderConsent
    ) external;
}
