// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {Consent, OpenHeader, OpenTerms, PaymentOrder, Receivable, Terms} from "../types/Types.sol";
import {ILedger} from "./ILedger.sol";

/// @title The verbs of every receivable's life
/// @notice Wherever a consent is checked, a call reverts with `NotAuthorised` if caller or signer may not act for the
/// party, and with a carried consent also with `ConsentsTooMany`, `ConsentExpired`, `NonceAlreadySpent`,
/// `RootNotAllowed`, `RootIsRevoked`, `ProofTooLong` or `SignatureInvalid`; where a header is opened with terms beside
/// it, also with `TermsMismatch` or `TermsTooMany`. Below these are "the errors of consent". While a currency is called
/// to keep cash, or by Permit2 or a claim, another such call reverts with `ReentrancyGuardReentrantCall`.
interface IReceivablesCore is ILedger {
    /// @notice Records a receivable in the open and gives its token to the supplier. Reverts with `TermsInvalid`,
    /// `HeaderInvalid`, `AlreadyIssued` if the id is known, or the errors of consent of either party.
    /// @param receivable Its revision counts up to 9,999: begin low, since one that is issued at 9,999 can never be
    /// amended, debited or accelerated. @param supplierConsent `Issuance`, or a leaf of an `IssuanceRoot`.
    /// @param buyerConsent If not empty, or if the buyer itself is the caller, the buyer accepts in the same act.
    /// @return id keccak256 of supplier, buyer, invoice and line.
    function issue(
        Receivable calldata receivable,
        Consent[] calldata supplierConsent,
        Consent[] calldata buyerConsent
    ) external returns (bytes32 id);

    /// @notice Records several receivables of the caller's own or of organisations it has a mandate of. All or nothing.
    /// Reverts with `TermsInvalid`, `HeaderInvalid`, `AlreadyIssued` or `NotAuthorised` if one of them is refused.
    function issueMany(Receivable[] calldata receivables) external;

    /// @notice Records a receivable as `issue` does, with its token for the supplier, but with terms that nobody except
    /// the readers of `content` can see. The terms are not validated here: a buyer accepts only what its client could
    /// open. Reverts as `issue` does, except with `TermsInvalid`.
    /// @param content What the supplier sealed; a signed `Issuance` covers its hash.
    /// @param buyerConsent As for `issue`: a buyer that is itself the caller accepts by calling. @return id As `issue`.
    function issueSealed(
        OpenHeader calldata opened,
        bytes calldata content,
        Consent[] calldata supplierConsent,
        Consent[] calldata buyerConsent
    ) external returns (bytes32 id);

    /// @notice The buyer accepts: it owes the holder the amount on the terms, and can no longer reject (R56, art. 763).
    /// Status Issued or Queried. Reverts with `CommitmentMismatch` if header, terms or document are not those agreed on
    /// last, `StatusForbids`, or the errors of consent.
    /// @param terms None, or the terms, which a capped agent has to open.
    /// @param consent `Acceptance`, or a leaf of an `AcceptanceRoot`.
    function accept(OpenHeader calldata opened, Terms[] calldata terms, Consent[] calldata consent) external;

    /// @notice Pays the holder at most `maxCash`, never more than is due now. Status Accepted. What settled
    /// everything with a discount settles a part of it on the next day: whoever signs a payment lets its deadline end
    /// with that day. Reverts with `CommitmentMismatch`, `StatusForbids`, `PaidOffChain`, `AlreadyClosed`,
    /// `NothingPaid`, the errors of a carried consent, or what the currency says if the payer's cash cannot move.
    /// @param consent Empty: the caller pays. Else `Payment`, signed by whoever pays; an allowance alone never does.
    /// @param maxCash Minor units; beyond what is due it is no more than what is due.
    /// A holder that listens is told in the same call, with at most 300,000 gas; reverts with `GasTooLow` if what is
    /// left before the transfer to it is less than 700,000.
    /// @return cash What moved, minor units. If the holder cannot receive it, or listens and its hook fails, it is kept
    /// for the holder and the receivable is paid.
    function pay(
        bytes32 id,
        OpenTerms calldata opened,
        uint256 maxCash,
        Consent[] calldata consent
    ) external returns (uint256 cash);

    /// @notice The caller pays several, with one transfer for each run of equal holder and currency. All or nothing,
    /// but what is closed already costs nothing, so that nobody spoils a batch by settling one of it first (a holder
    /// who splits one of it does: pay again without it). Who orders them by holder and currency has one transfer for
    /// each. To a holder that listens each goes by itself. Reverts as `pay` without consent does, except with
    /// `AlreadyClosed`.
    /// @return cash What moved for each, minor units.
    function payMany(PaymentOrder[] calldata orders) external returns (uint256[] memory cash);

    /// @notice The holder, a contract that implements `IPaymentListener`, asks to be called whenever this receivable is
    /// paid by cash through the ledger: `pay`, `payMany`, `payWithPermit2`, and `claim` of what could not be delivered.
    /// The transfer of its cash and the call of its hook then succeed or fail as one; if they fail, the cash is kept
    /// for `claim`, and the receivable is paid all the same. Ends, without an event, with the next transfer of the
    /// token; parts of a split are new receivables, on which nobody listens. Status Issued, Queried or Accepted. Only
    /// the holder itself calls this, no agent. Reverts with `ListeningForbidden`.
    /// @return word Of the ledger, as it stood before. @return token The token's word, likewise: who begins to listen
    /// mostly wants to know on what.
    function listen(bytes32 id) external returns (uint256 word, uint256 token);

    /// @notice Cash and hook in one call, which the ledger makes to itself and nobody else may: both or neither, so
    /// that a holder that listens has no cash that it was not told of. Reverts with `CallerNotLedger` or
    /// `NotDelivered`.
    /// @param payer Whose cash it is; the ledger for what it keeps or pulled. @param cash Minor units.
    function deliver(bytes32 id, address currency, address payer, address holder, uint256 cash) external;

    /// @notice Raw storage words, for views that live elsewhere.
    function extSloads(bytes32[] calldata slots) external view returns (bytes32[] memory words);
}
