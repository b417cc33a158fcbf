// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IAmendments} from "./interfaces/IAmendments.sol";
import {IDirectory} from "./interfaces/IDirectory.sol";
import {LedgerStorage} from "./ledger/LedgerStorage.sol";
import {Commitments} from "./libraries/Commitments.sol";
import {Derived} from "./libraries/Derived.sol";
import {Messages} from "./libraries/Messages.sol";
import {Money} from "./libraries/Money.sol";
import {Words} from "./libraries/Words.sol";
import {Splitting} from "./ledger/Splitting.sol";
import {Consent, Header, Position, Receivable, Status, Terms, Verb} from "./types/Types.sol";

/// @title What changes the agreement itself
/// @notice Code of the ledger at an address of its own, which `Adjustments` runs on the ledger's storage. Each change
/// gives the receivable a new commitment of a higher revision, so that whatever was signed about the old one is void.
contract Amendments is Splitting {
    using Commitments for Header;
    using Commitments for Receivable;
    using Words for uint256;

    constructor(IDirectory directory_) LedgerStorage(directory_) {}

    // ------------------------------------------------------------------------------------------------------- amend

    /// @inheritdoc IAmendments
    function amend(
        Receivable calldata r,
        Receivable calldata amended,
        Consent[] calldata holderConsent,
        Consent[] calldata supplierConsent,
        Consent[] calldata buyerConsent
    ) external {
        bytes32 id = r.header.idOf();
        (bytes32 old, bytes32 commitment) = (r.hash(), amended.hash());
        uint256 word = _open(id, old);
        address[3] memory by;
        address holder = _token(id).holderOf();
        by[0] = _consentToAmend(r, amended, old, commitment, holder, holderConsent);
        by[1] =
            r.header.supplier == holder
                ? by[0]
                : _consentToAmend(r, amended, old, commitment, r.header.supplier, supplierConsent);
        Status status = word.statusOf();
        if (status == Status.Accepted) {
            by[2] = _consentToAmend(r, amended, old, commitment, r.header.buyer, buyerConsent);
        } else {
            require(
                status == Status.Issued || status == Status.Queried || status == Status.Rejected,
                StatusForbids(id, status, Verb.Amend)
            );
            status = Status.Issued;
        }
        uint256 lock = _lockOf(amended.header.policy);
        _ledger[id] = (word.withCommitment(commitment).withStatus(status) & ~Words.LOCKED) | lock;
        _amend(id, word, r, amended, by);
    }

    /// @dev What an agent's cap must cover is the larger face; where the currency changes, no cap covers both.
    function _consentToAmend(
        Receivable calldata r,
        Receivable calldata amended,
        bytes32 old,
        bytes32 commitment,
        address party,
        Consent[] calldata consent
    ) private returns (address) {
        uint256 amount = r.terms.amount > amended.terms.amount ? r.terms.amount : amended.terms.amount;
        if (r.terms.currency != amended.terms.currency) amount = NOT_OPENED;
        bytes memory message = Messages.amendment(old, commitment, party);
        return _consent(Verb.Amend, party, r.terms.currency, amount, old, message, consent);
    }

    function _amend(
        bytes32 id,
        uint256 word,
        Receivable calldata r,
        Receivable calldata amended,
        address[3] memory by
    ) private {
        uint256 token = _openToken(id);
        Position memory p = _position(id, word, token);
        Money.validate(amended.terms);
        (bytes32 field, uint256 value) = _notAmendable(r, amended, p, word.statusOf() == Status.Accepted);
        require(field == 0, AmendmentInvalid(field, value));
        if (_transferee[id] != address(0)) delete _transferee[id];
        uint256 disputed = _settleDispute(id, word, r.terms, p);
        bool closed = _isSettled(amended.terms, p);
        token = (token & ~Words.GUARDED) | _guardOf(_ledger[id]);
        if (closed) token |= Words.CLOSED;
        _setToken(id, token);
        emit ReceivableAmended(
            id,
            by[0],
            by[1],
            by[2],
            amended.header.policy,
            amended.header.revision,
            amended.terms,
            amended.document,
            disputed,
            closed
        );
    }

    function _notAmendable(
        Receivable calldata r,
        Receivable calldata amended,
        Position memory p,
        bool accepted
    ) private pure returns (bytes32 field, uint256 value) {
        (Header calldata h, Header calldata a) = (r.header, amended.header);
        if (a.supplier != h.supplier) return ("supplier", uint160(a.supplier));
        if (a.buyer != h.buyer) return ("buyer", uint160(a.buyer));
        if (a.invoice != h.invoice) return ("invoice", uint256(a.invoice));
        if (a.line != h.line) return ("line", a.line);
        if (!_isPolicy(a.policy)) return ("policy", a.policy);
        if (a.revision <= h.revision || a.revision > MAX_REVISION) return ("revision", a.revision);
        if (amended.terms.amount < p.settled) return ("amount", amended.terms.amount);
        bool settled = p.settled | p.chargesSettled != 0;
        if (settled && amended.terms.currency != r.terms.currency) {
            return ("currency", uint160(amended.terms.currency));
        }
        // The buyer is to accept terms, and no lateness that it never saw.
        if (!accepted && p.lateDays | p.chargesSettled != 0) return ("lateDays", p.lateDays);
        // What is paid may have had its discount under other terms; one that is on the whole would grant it again.
        bool newly = _isOnWhole(amended.terms) && !_isOnWhole(r.terms);
        if (newly && p.settled > p.credited) return ("discountOnParts", 0);
    }

    function _isOnWhole(Terms calldata t) private pure returns (bool) {
        return !t.discountOnParts && (t.discount1 != 0 || t.slidingRate != 0);
    }

    // ------------------------------------------------------------------------------------------------------- debit

    /// @inheritdoc IAmendments
    function debit(
        Receivable calldata r,
        uint256 amount,
        bytes32 reason,
        Consent[] calldata holderConsent,
        Consent[] calldata buyerConsent
    ) external {
        bytes32 id = r.header.idOf();
        bytes32 old = r.hash();
        uint256 word = _open(id, old);
        address by = _consentToDebit(r, old, _token(id).holderOf(), amount, reason, holderConsent);
        address buyerBy = _consentToDebit(r, old, r.header.buyer, amount, reason, buyerConsent);
        _requireAccepted(id, word, Verb.Debit);
        _openToken(id);
        uint256 limit = r.terms.amount < Money.MAX_AMOUNT ? Money.MAX_AMOUNT - r.terms.amount : 0;
        require(amount != 0 && amount <= limit, AmountOutOfRange(id, amount, limit));
        uint256 disputed = _settleDispute(id, word, r.terms, _position(id, word, _token(id)));
        Receivable memory debited = r;
        debited.terms.amount += uint96(amount);
        emit ReceivableDebited(id, by, buyerBy, amount, reason, disputed, _revise(id, debited));
    }

    /// @dev What was paid or credited since it was disputed must not come back as disputed when the amount rises.
    function _settleDispute(
        bytes32 id,
        uint256 word,
        Terms calldata terms,
        Position memory p
    ) private returns (uint256 disputed) {
        if (word & Words.DISPUTED == 0) return 0;
        (, disputed) = _disputedOf(id, word, terms, p);
        if (disputed == _disputed[id]) return disputed;
        _disputed[id] = disputed;
        if (disputed == 0) _ledger[id] &= ~Words.DISPUTED;
    }

    /// @dev An agent's cap must cover the face as it will be.
    function _consentToDebit(
        Receivable calldata r,
        bytes32 old,
        address party,
        uint256 amount,
        bytes32 reason,
        Consent[] calldata consent
    ) private returns (address) {
        uint256 face = amount > Money.MAX_AMOUNT ? NOT_OPENED : amount + r.terms.amount;
        bytes memory message = Messages.debit(old, party, amount, reason);
        return _consent(Verb.Debit, party, r.terms.currency, face, old, message, consent);
    }

    // -------------------------------------------------------------------------------------------------- accelerate

    /// @inheritdoc IAmendments
    function accelerate(Receivable calldata r, Receivable calldata overdue, Consent[] calldata consent) external {
        bytes32 id = r.header.idOf();
        bytes32 old = r.hash();
        uint256 word = _open(id, old);
        (bytes32 overdueId, bytes32 overdueCommitment) = (overdue.header.idOf(), overdue.hash());
        address holder = _token(id).holderOf();
        bytes memory message = Messages.acceleration(old, overdueCommitment, holder);
        address by = _consent(Verb.Accelerate, holder, r.terms.currency, r.terms.amount, old, message, consent);
        _requireAccepted(id, word, Verb.Accelerate);
        _openToken(id);
        bytes32 why = _notInDefault(r, overdue, overdueId, _open(overdueId, overdueCommitment));
        require(why == 0, AccelerationForbidden(id, why));
        Receivable memory called = r;
        called.terms.dueDay = uint32(Money.localDay(r.terms, block.timestamp));
        Derived.tidy(called.terms);
        emit ReceivableAccelerated(id, by, overdueId, called.terms.dueDay, _revise(id, called));
    }

    /// @dev What is wholly disputed is not in default (R39).
    function _notInDefault(
        Receivable calldata r,
        Receivable calldata overdue,
        bytes32 overdueId,
        uint256 word
    ) private view returns (bytes32 why) {
        (Header calldata h, Header calldata o) = (r.header, overdue.header);
        if (r.terms.accelerationDays == 0) return "terms";
        bool sameInvoice = o.supplier == h.supplier && o.buyer == h.buyer && o.invoice == h.invoice;
        if (!sameInvoice || o.line >= h.line) return "invoice";
        if (Money.localDay(r.terms, block.timestamp) >= r.terms.dueDay) return "due";
        uint256 lastDay = uint256(overdue.terms.dueDay) + r.terms.accelerationDays;
        Position memory p = _position(overdueId, word, _token(overdueId));
        (uint256 open, uint256 disputed) = _disputedOf(overdueId, word, overdue.terms, p);
        bool late = Money.localDay(overdue.terms, block.timestamp) > lastDay;
        if (word.statusOf() != Status.Accepted || open == disputed || !late) return "overdue";
    }

    /// @dev Gives a receivable the terms that the ledger derived, as its next revision.
    function _revise(bytes32 id, Receivable memory revised) private returns (bytes32 commitment) {
        uint256 revision = uint256(revised.header.revision) + 1;
        require(revision <= MAX_REVISION, AmendmentInvalid("revision", revision));
        revised.header.revision = uint32(revision);
        commitment = Commitments.hashDerived(revised);
        _ledger[id] = _ledger[id].withCommitment(commitment);
    }
}
