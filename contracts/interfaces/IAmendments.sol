// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {Consent, Receivable} from "../types/Types.sol";
import {ILedger} from "./ILedger.sol";

/// @title What changes the agreement itself
/// @notice Each change is a new revision with a new commitment: whatever was signed about the one before is void, an
/// acceptance included. What was paid and how late stays as it was recorded.
interface IAmendments is ILedger {
    /// @notice Replaces policy, terms and document. Before acceptance by the holder, and the supplier if it is another;
    /// after acceptance by the buyer too (R59: three parties once the claim is assigned). What was queried or rejected
    /// is issued again. Every status but Cancelled and Split. Reverts with `CommitmentMismatch`, the errors of consent
    /// of each party, `StatusForbids`, `AlreadyClosed`, `TermsInvalid` or `AmendmentInvalid`.
    /// @param amended Same supplier, buyer, invoice and line; a higher revision; no less than what was settled; the
    /// same currency once anything was settled; a discount on the whole where there was none only while no principal is
    /// paid. Before acceptance nothing may have been late, since the buyer is to accept terms and no past: reverse what
    /// was recorded first.
    /// @param holderConsent, supplierConsent, buyerConsent `Amendment` of each; not read for a supplier that holds it,
    /// or a buyer that has not accepted.
    function amend(
        Receivable calldata receivable,
        Receivable calldata amended,
        Consent[] calldata holderConsent,
        Consent[] calldata supplierConsent,
        Consent[] calldata buyerConsent
    ) external;

    /// @notice Holder and buyer raise the claim by a debit note (R32): the same terms with a higher amount, the
    /// discount sums as they are, as the next revision. Status Accepted. Reverts with `CommitmentMismatch`, the errors
    /// of consent of both, `StatusForbids`, `AlreadyClosed`, `AmountOutOfRange` or `AmendmentInvalid`.
    /// @param amount By how much, minor units; the new amount is below 2^92. @param reason Hash of the debit note.
    /// @param holderConsent, buyerConsent `Debit` of each.
    function debit(
        Receivable calldata receivable,
        uint256 amount,
        bytes32 reason,
        Consent[] calldata holderConsent,
        Consent[] calldata buyerConsent
    ) external;

    /// @notice The holder calls a later line of an invoice due today, because an earlier one is more than
    /// `accelerationDays` overdue: as the parties agreed in the terms of the line that is called. Whether the law asks
    /// for more (art. 634 of the PRC Civil Code: a fifth of the whole price unpaid, and a demand that was not met in a
    /// reasonable time) is for the holder to see to; the buyer can dispute. A discount does not outlive the new due
    /// day. Parts of a split are lines of their parent, no longer of its invoice. Both lines Accepted. Reverts with
    /// `CommitmentMismatch`, the errors of consent, `StatusForbids`, `AlreadyClosed`, `AccelerationForbidden` or
    /// `AmendmentInvalid`.
    /// @param overdue The earlier line. @param consent `Acceleration` of the holder of the later one.
    function accelerate(
        Receivable calldata receivable,
        Receivable calldata overdue,
        Consent[] calldata consent
    ) external;

    /// @notice Makes parts of a receivable whose policy allows it (R69). Status Accepted; the parts are accepted with
    /// it and belong to its holder. Each has the parent's terms with its share of amount, discount sums and fixed sum;
    /// what was settled stays with the parent, and receipts of the parent can no longer be reversed. Each part rounds
    /// by itself: with two discount tiers or late interest, the parts together may owe up to half a unit for each of
    /// them more or less than the whole would. Reverts with
    /// `CommitmentMismatch`, the errors of consent, `StatusForbids`, `AlreadyClosed`, `SplitForbidden`, `PartsInvalid`
    /// or `PartTooSmall`.
    /// @param amounts Principal of each part, minor units, two to a hundred, each at least the policy's minimum part.
    /// @param consent `Split` of the holder.
    function split(Receivable calldata receivable, uint96[] calldata amounts, Consent[] calldata consent) external;
}
