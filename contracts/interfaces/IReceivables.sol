// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {Consent, OpenHeader, OpenTerms, Outcome, PaymentOrder, Receivable, Status, Terms, Verb} from "../types/Types.sol";

/// @title The receivables ledger
/// @notice A receivable is an ERC-721 token whose holder is owed the open amount. The ledger keeps a commitment to what
/// was agreed; a call opens the part it needs. Amounts are minor units of the currency, instants unix seconds, days
/// calendar days since 1970-01-01 in the terms' own time zone.
///
/// Consent. Every act of a party takes a trailing `consent`: empty when the caller is the party or its agent with a
/// mandate, else one signed `Consent` that anyone may carry. A signed act is an offer until it is recorded.
///
/// Assumptions about tokens. A token moves exactly the amount it is asked to move, does not change balances by itself
/// (no rebasing, no fee on transfer), and reverts or returns false when it does not pay. Parties who agree on another
/// token bear the difference; it never reaches another receivable.
///
/// Not here, on purpose: an owner, a pause, an upgrade, a list of receivables, a price, a name of any party.
interface IReceivables {
    /// @notice A supplier recorded a receivable, content in the open. @param by Who consented for the supplier.
    event ReceivableIssued(
        bytes32 indexed id,
        address indexed supplier,
        address indexed buyer,
        address by,
        bytes32 invoice,
        uint32 line,
        uint8 policy,
        uint32 revision,
        Terms terms,
        bytes32 document
    );

    /// @notice A supplier recorded a receivable, content sealed to its readers. @param terms Struct hash of the terms.
    event ReceivableSealed(
        bytes32 indexed id,
        address indexed supplier,
        address indexed buyer,
        address by,
        bytes32 invoice,
        uint32 line,
        uint8 policy,
        uint32 revision,
        bytes32 terms,
        bytes32 document,
        bytes content
    );

    /// @notice The buyer accepted this very commitment. @param by Who consented for the buyer.
    event ReceivableAccepted(bytes32 indexed id, address indexed by, bytes32 commitment);

    /// @notice A payment moved cash of `principal - discount + charges` from payer to holder.
    /// @param lateDays Principal x days late that this adds. @param closed Whether nothing is due any more.
    event ReceivablePaid(
        bytes32 indexed id,
        address indexed payer,
        address indexed holder,
        uint256 principal,
        uint256 discount,
        uint256 charges,
        uint256 lateDays,
        bool closed
    );

    /// @notice A part earned a discount that is not a whole unit. @param carry What is carried now, as in `Position`.
    event DiscountCarried(bytes32 indexed id, uint256 carry);

    /// @notice The holder reduced the claim. Credited principal was never owed: it bears no interest and no discount.
    event ReceivableCredited(bytes32 indexed id, address indexed by, uint256 principal, bytes32 reason, bool closed);

    /// @notice The buyer disputes. @param disputed Disputed amount now. @param evidence Hash of what supports it.
    event ReceivableDisputed(
        bytes32 indexed id,
        address indexed by,
        uint256 amount,
        uint256 disputed,
        uint8 code,
        bytes32 evidence
    );

    /// @notice A dispute ended for `amount`. @param disputed Disputed amount now.
    event DisputeResolved(
        bytes32 indexed id,
        address indexed by,
        Outcome outcome,
        uint256 amount,
        uint256 disputed,
        bytes32 evidence
    );

    /// @notice A holder could not be paid; its cash waits here. The receivable counts as paid.
    event CashKept(bytes32 indexed id, address indexed holder, address indexed currency, uint256 amount);
    event CashClaimed(bytes32 indexed id, address indexed holder, address indexed currency, uint256 amount);

    event NonceSpent(address indexed signer, uint256 nonce);
    event RootRevoked(address indexed signer, bytes32 indexed root);

    error HeaderInvalid(bytes32 field, uint256 value);
    error TermsInvalid(bytes32 field, uint256 value);
    error AlreadyIssued(bytes32 id);
    error CommitmentMismatch(bytes32 id, bytes32 opened);
    error StatusForbids(bytes32 id, Status status, Verb verb);
    error AlreadyClosed(bytes32 id);
    error NothingPaid(bytes32 id);
    error PaidOffChain(bytes32 id, address currency);
    error AmountOutOfRange(bytes32 id, uint256 amount, uint256 limit);
    error NothingKept(bytes32 id, address holder, address currency);
    error TransferLocked(bytes32 id);
    error EtherRefused();

    error NotAuthorised(address party, address actor, Verb verb);
    error ConsentExpired(address signer, uint256 deadline);
    error NonceAlreadySpent(address signer, uint256 nonce);
    error RootIsRevoked(address signer, bytes32 root);
    error RootNotAllowed(Verb verb);
    error ConsentsTooMany(uint256 count);
    error ProofTooLong(uint256 length, uint256 count);
    error SignatureInvalid(address signer, bytes32 digest);

    /// @notice Records a receivable in the open and gives its token to the supplier. Terms must be valid.
    /// @param supplierConsent `Issuance`, or a leaf of an `IssuanceRoot`.
    /// @param buyerConsent If not empty, or if the buyer itself is the caller, the buyer accepts in the same act.
    /// @return id keccak256 of supplier, buyer, invoice and line. Reverts with `AlreadyIssued` if it is known.
    function issue(
        Receivable calldata receivable,
        Consent[] calldata supplierConsent,
        Consent[] calldata buyerConsent
    ) external returns (bytes32 id);

    /// @notice Records several receivables of the caller's own or of organisations it has a mandate of. All or nothing.
    function issueMany(Receivable[] calldata receivables) external;

    /// @notice The same with terms that nobody but the readers of `content` can see. The terms are not validated here:
    /// a buyer accepts only what its client could open.
    function issueSealed(
        OpenHeader calldata opened,
        bytes calldata content,
        Consent[] calldata supplierConsent,
        Consent[] calldata buyerConsent
    ) external returns (bytes32 id);

    /// @notice The buyer accepts: it owes the holder the amount on the terms, and can no longer reject (R56, art. 763).
    /// @param consent `Acceptance`, or a leaf of an `AcceptanceRoot`. Status Issued or Queried.
    function accept(OpenHeader calldata opened, Consent[] calldata consent) external;

    /// @notice Pays the holder at most `maxCash`, never more than is due now. Status Accepted.
    /// @param consent Empty: the caller pays. Else `Payment`, signed by whoever pays; an allowance alone never does.
    /// @return cash What moved. If the holder cannot receive it, it is kept for the holder and the receivable is paid.
    function pay(
        bytes32 id,
        OpenTerms calldata opened,
        uint256 maxCash,
        Consent[] calldata consent
    ) external returns (uint256 cash);

    /// @notice The caller pays several, with one transfer for each run of equal holder and currency. All or nothing.
    function payMany(PaymentOrder[] calldata orders) external returns (uint256[] memory cash);

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

    /// @notice Hands a holder exactly what was kept for it; anyone may call.
    function claim(bytes32 id, address holder, address currency) external returns (uint256 amount);

    /// @notice The caller takes back every leaf of a root that is not recorded yet.
    function revoke(bytes32 root) external;

    /// @notice The caller voids a nonce, and with it whatever it signed under that nonce. An issuance or an acceptance
    /// can be recorded once by its nature, so it leaves its nonce unspent; every other message spends it.
    function spendNonce(uint256 nonce) external;

    /// @notice Raw storage words, for views that live elsewhere.
    function extSloads(bytes32[] calldata slots) external view returns (bytes32[] memory words);
}
