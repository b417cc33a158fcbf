// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {ILedger} from "../../../contracts/interfaces/ILedger.sol";
import {ReceivableView} from "../../../contracts/interfaces/ILens.sol";
import {
    Allocation,
    Clarification,
    ClarificationAction,
    ClarificationReason,
    OpenHeader,
    OpenTerms,
    Position,
    Quote,
    Receipt,
    Receivable,
    RecordedReceipt,
    Status,
    Terms
} from "../../../contracts/types/Types.sol";
import {Typed} from "./Typed.sol";
import {World} from "./World.sol";

/// @notice Money outside the chain: short ways to advise, record and reverse it, every status, and the raw words.
abstract contract ReceiptWorld is World {
    uint256 internal constant MAY_15_2026 = 20_588;
    uint256 internal constant JUNE_14_2026 = 20_618;
    uint256 internal constant AUGUST_20_2026 = 20_685;

    uint256 internal constant LEDGER = 4;
    uint256 internal constant DETAIL = 5;
    uint256 internal constant RECEIPTS = 8;
    uint256 internal constant WRITTEN_OFF_FLAG = 1 << 7;
    uint256 internal constant TOMBSTONE = 3;
    uint256 private constant TOKEN_SEED = 0x7d882553;

    // ---------------------------------------------------------------------------------------------------------- verbs

    function _ref(uint256 number) internal pure returns (bytes32) {
        return keccak256(abi.encode("bank entry", number));
    }

    function _receipt(uint256 number, uint256 cash, uint256 valueDay) internal pure returns (Receipt memory) {
        return Receipt(_ref(number), uint96(cash), uint32(valueDay));
    }

    function _adviseAs(address sender, Receivable memory r, Receipt memory advice) internal {
        vm.prank(sender);
        ledger.advise(r, advice, _none());
    }

    function _recordAs(address sender, Receivable memory r, Receipt memory receipt) internal {
        OpenTerms memory opened = _openTerms(r);
        vm.prank(sender);
        ledger.recordReceipt(Typed.idOf(r.header), opened, receipt, _none());
    }

    function _reverseAs(address sender, Receivable memory r, RecordedReceipt memory recorded) internal {
        OpenTerms memory opened = _openTerms(r);
        vm.prank(sender);
        ledger.reverseReceipt(Typed.idOf(r.header), opened, recorded, EVIDENCE, _none(), _none());
    }

    function _waiveAs(address sender, Receivable memory r, uint256 amount) internal {
        OpenTerms memory opened = _openTerms(r);
        vm.prank(sender);
        ledger.waive(Typed.idOf(r.header), opened, amount, REASON, _none());
    }

    function _writeOffAs(address sender, Receivable memory r) internal {
        OpenHeader memory opened = _openHeader(r);
        vm.prank(sender);
        ledger.writeOff(opened, _unopened(), REASON, _none());
    }

    function _cancelAs(address sender, Receivable memory r) internal {
        OpenHeader memory opened = _openHeader(r);
        vm.prank(sender);
        ledger.cancel(opened, _unopened(), REASON, _none());
    }

    function _query(Receivable memory r) internal {
        Clarification memory c = Clarification(ClarificationReason.REF, ClarificationAction.PIN, 0);
        OpenHeader memory opened = _openHeader(r);
        vm.prank(r.header.buyer);
        ledger.query(opened, _unopened(), c, _none());
    }

    function _reject(Receivable memory r) internal {
        Clarification memory c = Clarification(ClarificationReason.UNR, ClarificationAction.NOA, 0);
        OpenHeader memory opened = _openHeader(r);
        vm.prank(r.header.buyer);
        ledger.reject(opened, _unopened(), c, _none());
    }

    function _disputeAll(Receivable memory r, uint256 amount) internal {
        vm.prank(r.header.buyer);
        ledger.dispute(r, amount, 1, EVIDENCE, _none());
    }

    function _split(Receivable memory r, uint96 first) internal {
        uint96[] memory amounts = new uint96[](2);
        (amounts[0], amounts[1]) = (first, r.terms.amount - first);
        address holder = token.ownerOf(uint256(Typed.idOf(r.header)));
        vm.prank(holder);
        ledger.split(r, amounts, _none());
    }

    /// @dev A part under terms without discounts and without a fixed sum.
    function _part(Receivable memory r, uint256 index, uint96 amount) internal pure returns (Receivable memory part) {
        part = abi.decode(abi.encode(r), (Receivable));
        bytes32 salt = keccak256(abi.encode(r.terms.salt, index));
        (part.header.invoice, part.header.line) = (Typed.idOf(r.header), uint32(10_000 + index));
        (part.terms.amount, part.terms.salt) = (amount, salt);
    }

    /// @dev A fresh receivable in a status. One that is split allows it.
    function _bring(Receivable memory r, Status status) internal returns (bytes32 id) {
        if (status == Status.Split) r.header.policy = 4;
        id = _issue(r);
        if (status == Status.Queried) _query(r);
        if (status == Status.Rejected) _reject(r);
        if (status == Status.Accepted || status == Status.Split) _accept(r);
        if (status == Status.Cancelled) _cancelAs(supplier.addr, r);
        if (status == Status.Split) _split(r, 400_000);
    }

    // ------------------------------------------------------------------------------------------------------- position

    function _position(Receivable memory r) internal view returns (Position memory) {
        ReceivableView memory s = _state(r);
        return Position(s.settled, s.credited, s.lateDays, s.chargesSettled, s.carry, s.discounted);
    }

    /// @dev What a receipt of a value date would settle now.
    function _allocation(Receivable memory r, Receipt memory receipt) internal view returns (Allocation memory a) {
        (, a) = lens.reckon(r.terms, _position(r), receipt.valueDay, receipt.cash);
    }

    function _due(Receivable memory r, uint256 day) internal view returns (Quote memory q) {
        (q, ) = lens.reckon(r.terms, _position(r), day, 0);
    }

    function _recorded(
        Receipt memory receipt,
        address holder,
        Allocation memory a
    ) internal pure returns (RecordedReceipt memory) {
        return RecordedReceipt(receipt.bankRef, holder, a.principal, a.discount, a.charges, a.lateDays);
    }

    /// @dev Records, and returns what has to be opened to reverse it.
    function _record(Receivable memory r, Receipt memory receipt) internal returns (RecordedReceipt memory recorded) {
        address holder = token.ownerOf(uint256(Typed.idOf(r.header)));
        recorded = _recorded(receipt, holder, _allocation(r, receipt));
        _recordAs(holder, r, receipt);
    }

    // ---------------------------------------------------------------------------------------------------------- words

    function _word(bytes32 key, uint256 slot) internal view returns (uint256) {
        return uint256(vm.load(address(ledger), keccak256(abi.encode(key, slot))));
    }

    function _receiptWord(bytes32 id, bytes32 bankRef) internal view returns (uint256) {
        return _word(keccak256(abi.encode(id, bankRef)), RECEIPTS);
    }

    function _advices(bytes32 id) internal view returns (uint256) {
        return (_word(id, LEDGER) >> 9) & 127;
    }

    function _tokenWord(bytes32 id) internal view returns (uint256) {
        uint256 slot = uint256(keccak256(abi.encodePacked(bytes28(id), uint32(TOKEN_SEED))));
        unchecked {
            slot += 2 * uint256(id);
        }
        return uint256(vm.load(address(ledger), bytes32(slot)));
    }

    /// @dev A hash with the kind of the word in its last byte.
    function _tagged(bytes32 hash, uint8 kind) internal pure returns (uint256) {
        return (uint256(hash) & ~uint256(0xff)) | kind;
    }

    // ---------------------------------------------------------------------------------------------------------- terms

    /// @dev 10.15 % a year from 15 May 2026 on, without discount.
    function _lateTerms() internal view returns (Terms memory t) {
        t = _plainTerms();
        (t.lateRate, t.dueDay) = (101_500, uint32(MAY_15_2026));
    }

    /// @dev To noon of a day, which is the same day at UTC+1.
    function _warpTo(uint256 day) internal {
        _warp(day * 1 days + 12 hours);
    }

    // --------------------------------------------------------------------------------------------------------- errors

    function _amountOutOfRange(bytes32 id, uint256 amount, uint256 limit) internal pure returns (bytes memory) {
        return abi.encodeWithSelector(ILedger.AmountOutOfRange.selector, id, amount, limit);
    }

    function _closedError(bytes32 id) internal pure returns (bytes memory) {
        return abi.encodeWithSelector(ILedger.AlreadyClosed.selector, id);
    }

    function _knownError(bytes32 id, uint256 number) internal pure returns (bytes memory) {
        return abi.encodeWithSelector(ILedger.ReceiptKnown.selector, id, _ref(number));
    }

    function _unknownError(bytes32 id, uint256 number) internal pure returns (bytes memory) {
        return abi.encodeWithSelector(ILedger.ReceiptUnknown.selector, id, _ref(number));
    }

    function _valueDayError(bytes32 id, uint256 day, uint256 today) internal pure returns (bytes memory) {
        return abi.encodeWithSelector(ILedger.ValueDayInvalid.selector, id, day, today);
    }
}
