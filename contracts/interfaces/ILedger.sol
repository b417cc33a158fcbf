// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {Outcome, Status, Terms, Verb} from "../types/Types.sol";
import {IDirectory} from "./IDirectory.sol";

/// @title What the ledger records and refuses
/// @notice Every change of state is an event that carries the change: folding the events gives the storage. One change
/// is silent, as ERC-721 has it: a transfer clears the token's approval. Every refusal is an error that carries the
/// values that offended; whatever reverts leaves everything as it was.
interface ILedger {
    /// @notice A supplier recorded a receivable, content in the open. Fields as in `Header` and `Terms`.
    /// @param id keccak256 of supplier, buyer, invoice and line; the token's id. @param by Who consented for the
    /// supplier: itself, or an agent. @param document Root over the e-invoice's fields.
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

    /// @notice A supplier recorded a receivable, content sealed to its readers; the rest as in `ReceivableIssued`.
    /// @param terms Struct hash of the terms. @param content Header, terms and document as the supplier sealed them.
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

    /// @notice The buyer accepted this very commitment, all 256 bits of it. @param by Who consented for the buyer.
    event ReceivableAccepted(bytes32 indexed id, address indexed by, bytes32 commitment);

    /// @notice A payment moved cash of `principal - discount + charges` from payer to holder, all in minor units; where
    /// `CashKept` follows, the cash waits in the ledger instead.
    /// @param principal What it takes off the open amount, discount included. @param charges Late interest and fixed
    /// sum. @param lateDays Principal x days late that this adds. @param closed Whether nothing is due any more.
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

    /// @notice A part earned a discount that is not a whole unit.
    /// @param carry What is carried now, as in `Position`: 2^-48 minor units, from one half.
    event DiscountCarried(bytes32 indexed id, uint256 carry);

    /// @notice The holder reduced the claim. Credited principal was never owed: it bears no interest and no discount.
    /// @param by Who consented for the holder. @param principal Minor units. @param reason Hash of the credit note.
    /// @param closed Whether nothing is due any more.
    event ReceivableCredited(bytes32 indexed id, address indexed by, uint256 principal, bytes32 reason, bool closed);

    /// @notice The buyer disputes a further `amount`, minor units. @param by Who consented for the buyer.
    /// @param disputed Disputed amount now. @param code Clarification code in the parties' own list.
    /// @param evidence Hash of what supports it.
    event ReceivableDisputed(
        bytes32 indexed id,
        address indexed by,
        uint256 amount,
        uint256 disputed,
        uint8 code,
        bytes32 evidence
    );

    /// @notice A dispute ended for `amount`, minor units; `ReceivableCredited` follows where it was conceded.
    /// @param by Who consented for the party that ended it. @param disputed Disputed amount now.
    /// @param evidence Hash of what supports it.
    event DisputeResolved(
        bytes32 indexed id,
        address indexed by,
        Outcome outcome,
        uint256 amount,
        uint256 disputed,
        bytes32 evidence
    );

    /// @notice A holder could not be paid; its cash waits here until `claim`. The receivable counts as paid.
    /// @param amount What arrived, minor units by measured balance; it adds to what is kept for the three already.
    event CashKept(bytes32 indexed id, address indexed holder, address indexed currency, uint256 amount);

    /// @notice All that was kept for a holder, on one receivable in one currency, went to it.
    /// @param amount Minor units.
    event CashClaimed(bytes32 indexed id, address indexed holder, address indexed currency, uint256 amount);

    /// @notice A signer's nonce was used by a recorded message, or voided by the signer: it never serves again.
    event NonceSpent(address indexed signer, uint256 nonce);

    /// @notice A signer took back a root: no leaf of it can be recorded any more. What was recorded stands.
    event RootRevoked(address indexed signer, bytes32 indexed root);

    /// @notice A header cannot be issued. Way out: supplier and buyer are two addresses other than zero, line and
    /// revision at most 9,999, policy 0, 1, 2, 4, 5 or 6.
    /// @param field Its name, letters left-aligned in the word. @param value What it is, an address as a number.
    error HeaderInvalid(bytes32 field, uint256 value);

    /// @notice Terms that no party should newly agree. Way out: correct the field as `Terms` describes it;
    /// `Lens.validate` says beforehand whether that will do. @param field As in `HeaderInvalid`.
    /// @param value What it is: an address as a number, days since 1970-01-01, minor units, parts per million, the
    /// minutes of `utcOffset` as uint16.
    error TermsInvalid(bytes32 field, uint256 value);

    /// @notice The same supplier has issued this line of this invoice to the same buyer. Way out: it is recorded, so do
    /// nothing; or correct invoice number or line.
    error AlreadyIssued(bytes32 id);

    /// @notice What a call opened is not what the receivable commits to, or nobody has issued it. Way out: open exactly
    /// the header, terms and document agreed on. @param opened Commitment of what was opened.
    error CommitmentMismatch(bytes32 id, bytes32 opened);

    /// @notice The verb is not possible in this status. Way out: accept before paying or disputing; accept once.
    error StatusForbids(bytes32 id, Status status, Verb verb);

    /// @notice Nothing is due any more, so that nothing can be paid or credited. Way out: none is needed.
    error AlreadyClosed(bytes32 id);

    /// @notice A payment would settle neither principal nor charges. Way out: raise `maxCash` above zero.
    error NothingPaid(bytes32 id);

    /// @notice The currency is an ISO 4217 code, whose money no call moves. Way out: pay by bank.
    /// @param currency That number as an address.
    error PaidOffChain(bytes32 id, address currency);

    /// @notice An amount to credit, dispute or resolve is zero or more than `limit`, both minor units. Way out: stay
    /// within it; if it is zero, there is nothing to act on.
    /// @param limit The open amount; what is open and undisputed; or what is disputed and still open.
    error AmountOutOfRange(bytes32 id, uint256 amount, uint256 limit);

    /// @notice Nothing is kept for this holder on this receivable in this currency: never, or claimed already.
    /// Way out: check the three against `CashKept`.
    error NothingKept(bytes32 id, address holder, address currency);

    /// @notice The receivable's policy does not let it change hands freely. Way out: its holder keeps it.
    error TransferLocked(bytes32 id);

    /// @notice The ledger itself cannot hold a receivable. Way out: transfer to another account.
    error HolderInvalid(address holder);

    /// @notice A transfer or an approval came with ether. Way out: send it without value.
    error EtherRefused();

    /// @notice `actor` may not do this for `party`. Way out: send or sign as the party, or with a mandate in force for
    /// the verb. A capped mandate covers only what the call opens, up to its cap, and no signature.
    error NotAuthorised(address party, address actor, Verb verb);

    /// @notice A signed consent came too late. Way out: sign anew. @param deadline Its last instant, unix seconds.
    error ConsentExpired(address signer, uint256 deadline);

    /// @notice The nonce of a signed consent was used or voided. Way out: sign anew with another.
    error NonceAlreadySpent(address signer, uint256 nonce);

    /// @notice The signer took the root back. Way out: ask for a consent under another root, or for a single one.
    error RootIsRevoked(address signer, bytes32 root);

    /// @notice Only `Issue` and `Accept` can be consented to by a root. Way out: sign the single message.
    error RootNotAllowed(Verb verb);

    /// @notice A call carries more than one consent of a party. Way out: none, or one. @param count How many.
    error ConsentsTooMany(uint256 count);

    /// @notice A proof is deeper than a tree of that many leaves can be. Way out: take proof and count from the tree
    /// that was signed. @param length Steps of the proof. @param count Leaves that the signer was told of.
    error ProofTooLong(uint256 length, uint256 count);

    /// @notice The signature is not the signer's on this digest. Way out: sign exactly this, for this chain and this
    /// ledger. @param digest EIP-712 digest of what the call opened and carried.
    error SignatureInvalid(address signer, bytes32 digest);

    /// @return Where mandates are looked up.
    function directory() external view returns (IDirectory);
}
