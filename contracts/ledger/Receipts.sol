// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IReceipts} from "../interfaces/IReceipts.sol";
import {LedgerStorage} from "./LedgerStorage.sol";
import {Commitments} from "../libraries/Commitments.sol";
import {Messages} from "../libraries/Messages.sol";
import {Money} from "../libraries/Money.sol";
import {Slots} from "../libraries/Slots.sol";
import {Words} from "../libraries/Words.sol";
import {
    Allocation,
    Consent,
    Header,
    OpenTerms,
    Position,
    Quote,
    Receipt,
    ReceiptStatus,
    Receivable,
    RecordedReceipt,
    Status,
    Terms,
    Verb
} from "../types/Types.sol";

/// @title Money that moved outside the chain
/// @notice The mechanism; `IReceipts` is the manual. Each bank reference of a receivable has one word: the hash of what
/// was advised or recorded, with what it is in its last byte; a reversed one is nothing but a tombstone.
abstract contract Receipts is IReceipts, LedgerStorage {
    using Commitments for Header;
    using Commitments for OpenTerms;
    using Commitments for Receivable;
    using Words for uint256;

    /// @inheritdoc IReceipts
    function advise(Receivable calldata r, Receipt calldata advice, Consent[] calldata consent) external {
        bytes32 id = r.header.idOf();
        bytes32 commitment = r.hash();
        uint256 word = _open(id, commitment);
        address by = _consent(
            Verb.Advise,
            r.header.buyer,
            r.terms.currency,
            r.terms.amount,
            commitment,
            Messages.advice(commitment, advice),
            consent
        );
        _requireLive(id, word, Verb.Advise);
        bytes32 key = Slots.receiptKey(id, advice.bankRef);
        ReceiptStatus before = Words.receiptStatusOf(_receipts[key]);
        if (advice.cash == 0) {
            require(before == ReceiptStatus.Advised, ReceiptUnknown(id, advice.bankRef));
            delete _receipts[key];
            _ledger[id] = word - Words.ADVICE_UNIT;
        } else {
            require(before == ReceiptStatus.None, ReceiptKnown(id, advice.bankRef));
            require(word.advicesOf() < Words.MAX_ADVICES, AdvicesTooMany(id));
            Quote memory q = Money.quote(r.terms, _payable(id, word), _valueDay(id, r.terms, advice.valueDay));
            require(advice.cash <= q.open + q.charges, AmountOutOfRange(id, advice.cash, q.open + q.charges));
            _receipts[key] = Words.packReceipt(keccak256(abi.encode(advice)), ReceiptStatus.Advised);
            _ledger[id] = word + Words.ADVICE_UNIT;
        }
        emit ReceiptAdvised(id, by, advice.bankRef, advice.cash, advice.valueDay);
    }

    /// @inheritdoc IReceipts
    function recordReceipt(
        bytes32 id,
        OpenTerms calldata o,
        Receipt calldata receipt,
        Consent[] calldata consent
    ) external {
        bytes32 commitment = o.hash();
        uint256 word = _open(id, commitment);
        address holder = _token(id).holderOf();
        address by = _consent(
            Verb.RecordReceipt,
            holder,
            o.terms.currency,
            o.terms.amount,
            commitment,
            Messages.receipt(commitment, holder, receipt),
            consent
        );
        _requireLive(id, word, Verb.RecordReceipt);
        _record(id, word, o.terms, receipt, holder, by);
    }

    function _record(
        bytes32 id,
        uint256 word,
        Terms calldata terms,
        Receipt calldata receipt,
        address holder,
        address by
    ) private {
        bytes32 key = Slots.receiptKey(id, receipt.bankRef);
        ReceiptStatus before = Words.receiptStatusOf(_receipts[key]);
        require(before <= ReceiptStatus.Advised, ReceiptKnown(id, receipt.bankRef));
        Position memory p = _payable(id, word);
        uint256 day = _valueDay(id, terms, receipt.valueDay);
        uint256 payoff = Money.quote(terms, p, day).payoff;
        require(receipt.cash != 0 && receipt.cash <= payoff, AmountOutOfRange(id, receipt.cash, payoff));
        Allocation memory a = Money.allocate(terms, p, day, receipt.cash);
        _receipts[key] = _recorded(receipt.bankRef, holder, a);
        if (before == ReceiptStatus.Advised) _ledger[id] = word - Words.ADVICE_UNIT;
        emit ReceiptRecorded(
            id,
            holder,
            receipt.bankRef,
            by,
            receipt.valueDay,
            a.principal,
            a.discount,
            a.charges,
            a.lateDays,
            before == ReceiptStatus.Advised,
            a.closed
        );
        _apply(id, _token(id), p, a);
    }

    function _recorded(bytes32 bankRef, address holder, Allocation memory a) private pure returns (bytes32) {
        RecordedReceipt memory r = RecordedReceipt(bankRef, holder, a.principal, a.discount, a.charges, a.lateDays);
        return Words.packReceipt(keccak256(abi.encode(r)), ReceiptStatus.Recorded);
    }

    /// @inheritdoc IReceipts
    function reverseReceipt(
        bytes32 id,
        OpenTerms calldata o,
        RecordedReceipt calldata recorded,
        bytes32 evidence,
        Consent[] calldata recorderConsent,
        Consent[] calldata holderConsent
    ) external {
        bytes32 commitment = o.hash();
        uint256 word = _open(id, commitment);
        address by = _reverser(id, o.terms, commitment, recorded, evidence, recorderConsent, holderConsent);
        Status status = word.statusOf();
        require(status != Status.Split && status != Status.Cancelled, StatusForbids(id, status, Verb.ReverseReceipt));
        bytes32 key = Slots.receiptKey(id, recorded.bankRef);
        bytes32 expected = Words.packReceipt(keccak256(abi.encode(recorded)), ReceiptStatus.Recorded);
        require(_receipts[key] == expected, ReceiptUnknown(id, recorded.bankRef));
        _receipts[key] = Words.packReceipt(0, ReceiptStatus.Reversed);
        bool closed = _reverse(id, word, o.terms, recorded);
        emit ReceiptReversed(
            id,
            by,
            recorded.bankRef,
            recorded.principal,
            recorded.discount,
            recorded.charges,
            recorded.lateDays,
            evidence,
            closed
        );
    }

    /// @dev What was credited in the meantime may leave nothing due even so.
    function _reverse(
        bytes32 id,
        uint256 word,
        Terms calldata terms,
        RecordedReceipt calldata recorded
    ) private returns (bool closed) {
        uint256 token = _token(id);
        Position memory p = _position(id, word, token);
        p.settled -= recorded.principal;
        p.lateDays -= recorded.lateDays;
        p.chargesSettled -= recorded.charges;
        if (recorded.lateDays | recorded.charges != 0) _detail[id] = Words.packDetail(p);
        closed = _isSettled(terms, p);
        token = (token & ~Words.CLOSED) - recorded.principal * Words.SETTLED_UNIT;
        if (recorded.discount != 0) token &= ~Words.DISCOUNTED;
        _setToken(id, closed ? token | Words.CLOSED : token);
    }

    /// @dev After a sale who recorded the receipt and who holds the claim must both agree.
    function _reverser(
        bytes32 id,
        Terms calldata terms,
        bytes32 commitment,
        RecordedReceipt calldata recorded,
        bytes32 evidence,
        Consent[] calldata recorderConsent,
        Consent[] calldata holderConsent
    ) private returns (address by) {
        address holder = _token(id).holderOf();
        bytes memory message = Messages.reversal(commitment, holder, recorded.bankRef, evidence);
        Verb verb = Verb.ReverseReceipt;
        by = _consent(verb, holder, terms.currency, terms.amount, commitment, message, holderConsent);
        if (recorded.holder == holder) return by;
        message = Messages.reversal(commitment, recorded.holder, recorded.bankRef, evidence);
        _consent(verb, recorded.holder, terms.currency, terms.amount, commitment, message, recorderConsent);
    }

    /// @dev The position of what is not closed.
    function _payable(bytes32 id, uint256 word) private view returns (Position memory) {
        return _position(id, word, _openToken(id));
    }

    function _valueDay(bytes32 id, Terms calldata terms, uint256 day) private view returns (uint256) {
        uint256 today = Money.localDay(terms, block.timestamp);
        require(day <= today, ValueDayInvalid(id, day, today));
        return day;
    }
}
