// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {ClarificationAction, ClarificationReason, Outcome, Status, Terms, Verb} from "../types/Types.sol";
import {IDirectory} from "./IDirectory.sol";

/// @title What the ledger records and refuses
/// @notice Every change of state is an event that carries the change: folding the events gives the storage. Two changes
/// are silent, as ERC-721 has it for the first: a transfer clears the token's approval, and ends listening. Every
/// refusal is an error that carries the values that offended; whatever reverts leaves everything as it was.
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

    /// @notice The buyer asks before it accepts. @param by Who consented for the buyer. @param text Hash of the text.
    event ReceivableQueried(
        bytes32 indexed id,
        address indexed by,
        ClarificationReason reason,
        ClarificationAction action,
        bytes32 text
    );

    /// @notice The buyer rejected this revision for good; an amendment makes a new one. Fields as in
    /// `ReceivableQueried`.
    event ReceivableRejected(
        bytes32 indexed id,
        address indexed by,
        ClarificationReason reason,
        ClarificationAction action,
        bytes32 text
    );

    /// @notice A receivable has new policy, terms and document. What was queried or rejected is issued again; what was
    /// accepted stays so, since the buyer consented. A consent to a transfer that was not used is void.
    /// @param by, supplierBy, buyerBy Who consented for the holder, for the supplier and for the buyer; zero for a
    /// buyer that had not accepted. @param disputed Disputed amount now. @param closed Whether nothing is due any more.
    event ReceivableAmended(
        bytes32 indexed id,
        address indexed by,
        address supplierBy,
        address buyerBy,
        uint8 policy,
        uint32 revision,
        Terms terms,
        bytes32 document,
        uint256 disputed,
        bool closed
    );

    /// @notice The claim rose by a debit note, as an amendment that the ledger derived: amount and revision alone
    /// change.
    /// @param by, buyerBy Who consented for the holder and for the buyer. @param amount By how much, minor units.
    /// @param reason Hash of the debit note. @param disputed Disputed amount now: what was paid is disputed no more,
    /// and what is added not yet. @param commitment The new one, all 256 bits of it.
    event ReceivableDebited(
        bytes32 indexed id,
        address indexed by,
        address buyerBy,
        uint256 amount,
        bytes32 reason,
        uint256 disputed,
        bytes32 commitment
    );

    /// @notice A later line of an invoice became due because an earlier one is in default, as an amendment that the
    /// ledger derived: due day and revision change, and discounts end with the new due day.
    /// @param by Who consented for the holder. @param overdue The earlier line. @param dueDay Days since 1970-01-01.
    /// @param commitment The new one.
    event ReceivableAccelerated(
        bytes32 indexed id,
        address indexed by,
        bytes32 indexed overdue,
        uint32 dueDay,
        bytes32 commitment
    );

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

    /// @notice The buyer says what it paid outside the chain: remittance advice. @param by Who consented for the buyer.
    /// @param cash Minor units; 0 takes the advice back. @param valueDay Days since 1970-01-01.
    event ReceiptAdvised(bytes32 indexed id, address indexed by, bytes32 indexed bankRef, uint96 cash, uint32 valueDay);

    /// @notice The holder recorded money that arrived outside the chain; amounts as in `ReceivablePaid`, reckoned on
    /// the value date. @param by Who consented for the holder. @param advised Whether it answers an advice of the
    /// buyer.
    event ReceiptRecorded(
        bytes32 indexed id,
        address indexed holder,
        bytes32 indexed bankRef,
        address by,
        uint32 valueDay,
        uint256 principal,
        uint256 discount,
        uint256 charges,
        uint256 lateDays,
        bool advised,
        bool closed
    );

    /// @notice The bank took a receipt back: what it settled is open again with its original due date (R36).
    /// @param by Who consented for the holder of now. @param principal Minor units, as is all that was recorded of the
    /// receipt; with it goes the discount that it had earned. @param evidence Hash of what proves the return.
    /// @param closed Whether nothing is due even so, since it was credited in the meantime.
    event ReceiptReversed(
        bytes32 indexed id,
        address indexed by,
        bytes32 indexed bankRef,
        uint256 principal,
        uint256 discount,
        uint256 charges,
        uint256 lateDays,
        bytes32 evidence,
        bool closed
    );

    /// @notice The holder reduced the claim. Credited principal counts as never owed: it bears no interest and no
    /// discount.
    /// @param by Who consented for the holder. @param principal Minor units. @param reason Hash of the credit note.
    /// @param closed Whether nothing is due any more.
    event ReceivableCredited(bytes32 indexed id, address indexed by, uint256 principal, bytes32 reason, bool closed);

    /// @notice The holder let charges go. @param by Who consented for the holder. @param charges Minor units.
    /// @param reason Hash of the reason. @param closed Whether nothing is due any more.
    event ChargesWaived(bytes32 indexed id, address indexed by, uint256 charges, bytes32 reason, bool closed);

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

    /// @notice A receivable became parts, each a receivable of its own that the buyer accepted with it. The id of
    /// part i is that of its header: supplier, buyer, this id, 10,000 + i. @param by Who consented for the holder.
    /// @param amounts Principal of each part, minor units; together all that was open. @param commitments Of each part.
    event ReceivableSplit(bytes32 indexed id, address indexed by, uint96[] amounts, bytes32[] commitments);

    /// @notice The holder wrote the receivable off in its books (R49): claim and payoff stay. @param by Who consented
    /// for the holder. @param reason Hash of the reason.
    event ReceivableWrittenOff(bytes32 indexed id, address indexed by, bytes32 reason);

    /// @notice The holder took back what nobody had accepted. @param by Who consented for the holder.
    /// @param reason Hash of the reason.
    event ReceivableCancelled(bytes32 indexed id, address indexed by, bytes32 reason);

    /// @notice The buyer lets a receivable that needs its consent go to `to`, once. @param by Who consented for the
    /// buyer. @param to The next holder; zero takes the consent back.
    event TransferConsented(bytes32 indexed id, address indexed by, address indexed to);

    /// @notice The holder is called from now on whenever the receivable is paid, until its token is transferred.
    event ListeningBegun(bytes32 indexed id, address indexed holder);

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
    /// revision at most 9,999; the policy's assignability is 0, 1 or 2, and its minimum part at most 27, and 0 unless
    /// it may be split.
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

    /// @notice The verb is not possible in this status. Way out: the table of contracts/README.md
    /// says which statuses allow it.
    error StatusForbids(bytes32 id, Status status, Verb verb);

    /// @notice Nothing is due any more, so that nothing can be paid, credited or changed. Way out: none is needed; only
    /// a receipt that the bank takes back opens it again.
    error AlreadyClosed(bytes32 id);

    /// @notice A payment would settle neither principal nor charges, or through Permit2 move no cash. Way out: raise
    /// `maxCash` above zero; what a discount covers whole is settled by `pay`.
    error NothingPaid(bytes32 id);

    /// @notice The currency is an ISO 4217 code, or through Permit2 an address without code: no call moves such money.
    /// Way out: pay by bank. @param currency That code as an address, or that address.
    error PaidOffChain(bytes32 id, address currency);

    /// @notice An amount is zero or more than `limit`, both minor units. Way out: stay within it; if it is zero,
    /// there is nothing to act on. @param limit To credit, the open amount; to dispute, what is open and undisputed;
    /// to resolve, what is disputed and still open; to waive, the charges due; to record a receipt, the payoff of its
    /// value date; to advise one, what is open and the charges of that date; to debit, what is left to the largest
    /// amount.
    error AmountOutOfRange(bytes32 id, uint256 amount, uint256 limit);

    /// @notice A query or rejection cannot stand as it is. Way out: partly paid (PPD) is no reason to query or reject;
    /// other (OTH) needs the hash of a text, be it as reason or as action.
    error ClarificationInvalid(ClarificationReason reason, ClarificationAction action);

    /// @notice What an amendment may not change, or not so. Way out: supplier, buyer, invoice and line stay; the policy
    /// is one that `issue` takes; the revision rises, to 9,999 at most, after which no amendment, no debit and no
    /// acceleration is possible; the currency stays once anything was settled; the amount is at least what was settled;
    /// discountOnParts stays once parts earned a discount, unless there is none any more; lateDays: reverse the
    /// receipts that were late or paid charges before amending what the buyer has not accepted.
    /// @param field As in `HeaderInvalid`. @param value What it would be.
    error AmendmentInvalid(bytes32 field, uint256 value);

    /// @notice This bank reference was advised, recorded or reversed before. Way out: each entry of a bank counts once.
    error ReceiptKnown(bytes32 id, bytes32 bankRef);

    /// @notice Nothing under this bank reference matches: no such receipt stands recorded, or no such advice
    /// unanswered. Way out: open exactly what `ReceiptRecorded` said.
    error ReceiptUnknown(bytes32 id, bytes32 bankRef);

    /// @notice Money cannot have moved after today, in the terms' own time zone. Way out: wait, or correct the date.
    /// @param today Days since 1970-01-01.
    error ValueDayInvalid(bytes32 id, uint256 valueDay, uint256 today);

    /// @notice So many advices wait for an answer that no further one is taken. Way out: record them, or take some
    /// back.
    error AdvicesTooMany(bytes32 id);

    /// @notice What was received must be reversed before the claim can be cancelled. Both minor units.
    error ReceiptsStand(bytes32 id, uint256 principal, uint256 charges);

    /// @notice It is written off already. Way out: none is needed.
    error AlreadyWrittenOff(bytes32 id);

    /// @notice The receivable cannot be split as it stands. Way out: by `why`. "policy": the buyer must have accepted
    /// that it may be split; "disputed", "advised", "writtenOff", "charges": settle that first; "discount": a part that
    /// was paid would lose its sliding discount, so wait until it has passed.
    error SplitForbidden(bytes32 id, bytes32 why);

    /// @notice Parts must be two to a hundred, and together all that is open.
    /// @param sum Their sum, minor units. @param open What it must be.
    error PartsInvalid(bytes32 id, uint256 count, uint256 sum, uint256 open);

    /// @notice A part is less than the policy allows (R69). Way out: make fewer and larger parts.
    /// @param part Its index. @param amount Its principal, minor units. @param minimum The least that it may be: one
    /// where the policy names no minimum.
    error PartTooSmall(bytes32 id, uint256 part, uint256 amount, uint256 minimum);

    /// @notice This line cannot be called due. Way out: by `why`. "terms": acceleration was not agreed; "invoice": the
    /// other is no earlier line of the same invoice; "overdue": it is not in default for long enough, or not
    /// accepted, or all that is open is disputed; "due": this line is due already.
    error AccelerationForbidden(bytes32 id, bytes32 why);

    /// @notice The policy leaves nothing to consent to: it is freely assignable, or not at all. Way out: transfer it,
    /// or amend the policy.
    error PolicyForbids(bytes32 id, uint8 policy);

    /// @notice Nothing is kept for this holder on this receivable in this currency: never, or claimed already.
    /// Way out: check the three against `CashKept`.
    error NothingKept(bytes32 id, address holder, address currency);

    /// @notice Listening cannot begin. Way out: by `why`. "holder": only the holder of now listens, and calls itself;
    /// "status": it is issued, queried or accepted, and never again once it is rejected, cancelled or split;
    /// "listening": it listens already, so do nothing.
    error ListeningForbidden(bytes32 id, bytes32 why);

    /// @notice Cash and hook of a holder that listens failed together; for a payment the cash is then kept. Way out of
    /// a claim: the holder mends its hook, claims by itself, or sends the token on, which ends listening.
    error NotDelivered(bytes32 id, address holder);

    /// @notice A holder that listens might fail for want of gas alone. Way out: send with a higher limit of gas; what
    /// is not used costs nothing. @param left At the moment of the delivery. @param needed What it begins with.
    error GasTooLow(uint256 left, uint256 needed);

    /// @notice A call that the ledger makes to itself. Way out: pay or claim.
    error CallerNotLedger(address caller);

    /// @notice The receivable's policy does not let it change hands freely. Way out: the buyer consents to this very
    /// next holder, where the policy allows it.
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

    /// @notice The terms beside an opened header are not those that it stands with. Way out: open the terms agreed on,
    /// or none unless the caller's mandate has a cap. @param opened Struct hash of what was opened.
    error TermsMismatch(bytes32 id, bytes32 opened);

    /// @notice A call opens the terms more than once. Way out: none, or one. @param count How often.
    error TermsTooMany(uint256 count);

    /// @notice A call carries more than one consent of a party. Way out: none, or one. @param count How many.
    error ConsentsTooMany(uint256 count);

    /// @notice A proof is deeper than a tree of that many leaves can be. Way out: take proof and count from the tree
    /// that was signed. @param length Steps of the proof. @param count Leaves that the signer was told of.
    error ProofTooLong(uint256 length, uint256 count);

    /// @notice The signature is not the signer's on this digest. Way out: sign exactly this, for this chain and this
    /// ledger. @param digest EIP-712 digest of what the call opened and carried.
    error SignatureInvalid(address signer, bytes32 digest);

    /// @notice Code of this ledger was deployed for another directory. Way out: deploy all of it with one.
    error CodeOfAnotherDirectory(address code);

    /// @return Where mandates are looked up.
    function directory() external view returns (IDirectory);
}
