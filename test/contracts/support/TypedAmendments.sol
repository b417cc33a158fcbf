// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {ILedger} from "../../../contracts/interfaces/ILedger.sol";
import {
    Clarification,
    ClarificationAction,
    ClarificationReason,
    Consent,
    OpenHeader,
    Receivable,
    Status,
    Terms,
    Verb
} from "../../../contracts/types/Types.sol";
import {Typed} from "./Typed.sol";
import {World} from "./World.sol";

/// @notice The messages about the agreement itself, written out from their type strings.
library TypedAmendments {
    string internal constant QUERY =
        "Query(Receivable receivable,uint8 reason,uint8 action,bytes32 text,uint256 nonce,uint256 deadline)";
    string internal constant REJECTION =
        "Rejection(Receivable receivable,uint8 reason,uint8 action,bytes32 text,uint256 nonce,uint256 deadline)";
    string internal constant AMENDMENT =
        "Amendment(Receivable receivable,Receivable amended,address party,uint256 nonce,uint256 deadline)";
    string internal constant DEBIT =
        "Debit(Receivable receivable,address party,uint256 amount,bytes32 reason,uint256 nonce,uint256 deadline)";
    string internal constant SPLIT =
        "Split(Receivable receivable,address holder,uint96[] amounts,uint256 nonce,uint256 deadline)";
    string internal constant TRANSFER_CONSENT =
        "TransferConsent(Receivable receivable,address holder,address to,uint256 nonce,uint256 deadline)";
    string internal constant ACCELERATION =
        "Acceleration(Receivable receivable,Receivable overdue,address holder,uint256 nonce,uint256 deadline)";

    function query(bytes32 commitment, Clarification memory c) internal pure returns (bytes memory) {
        return abi.encode(Typed.typeHash(QUERY), commitment, uint8(c.reason), uint8(c.action), c.text);
    }

    function rejection(bytes32 commitment, Clarification memory c) internal pure returns (bytes memory) {
        return abi.encode(Typed.typeHash(REJECTION), commitment, uint8(c.reason), uint8(c.action), c.text);
    }

    function amendment(bytes32 commitment, bytes32 amended, address party) internal pure returns (bytes memory) {
        return abi.encode(Typed.typeHash(AMENDMENT), commitment, amended, party);
    }

    function debit(
        bytes32 commitment,
        address party,
        uint256 amount,
        bytes32 reason
    ) internal pure returns (bytes memory) {
        return abi.encode(Typed.typeHash(DEBIT), commitment, party, amount, reason);
    }

    /// @dev An array is encoded as the hash of its elements, a word each.
    function split(bytes32 commitment, address holder, uint96[] memory amounts) internal pure returns (bytes memory) {
        bytes memory words;
        for (uint256 i; i < amounts.length; ++i) words = bytes.concat(words, bytes32(uint256(amounts[i])));
        return abi.encode(Typed.typeHash(SPLIT), commitment, holder, keccak256(words));
    }

    function transferConsent(bytes32 commitment, address holder, address to) internal pure returns (bytes memory) {
        return abi.encode(Typed.typeHash(TRANSFER_CONSENT), commitment, holder, to);
    }

    function acceleration(bytes32 commitment, bytes32 overdue, address holder) internal pure returns (bytes memory) {
        return abi.encode(Typed.typeHash(ACCELERATION), commitment, overdue, holder);
    }
}

/// @notice Short ways to every status, and raw words, for tests of what changes the agreement.
abstract contract AgreementWorld is World {
    uint256 internal constant LEDGER_SLOT = 4;
    uint256 internal constant DETAIL_SLOT = 5;
    uint256 internal constant DISPUTED_SLOT = 6;
    uint256 internal constant KEPT_SLOT = 9;
    uint256 internal constant TRANSFEREE_SLOT = 10;

    uint256 internal constant PART_FLAG = 1 << 4;
    uint256 internal constant DISPUTED_FLAG = 1 << 5;
    uint256 internal constant LISTENING_FLAG = 1 << 6;
    uint256 internal constant WRITTEN_OFF_FLAG = 1 << 7;
    uint256 internal constant CREDITED_FLAG = 1 << 8;
    uint256 internal constant ONE_ADVICE = 1 << 9;
    uint256 internal constant LOCKED_FLAG = 1 << 15;
    uint256 internal constant GUARDED_BIT = 1 << 252;
    uint256 internal constant DETAIL_BIT = 1 << 254;
    uint256 internal constant CLOSED_BIT = 1 << 255;

    uint96 internal constant MOST = 2 ** 92 - 1;
    uint8 internal constant SPLITTABLE = 4;
    bytes32 internal constant TEXT = keccak256("two pallets are missing");
    bytes32 internal constant BANK_REF = keccak256("entry 4711");

    // -------------------------------------------------------------------------------------------------- raw words

    function _word(bytes32 id, uint256 slot) internal view returns (uint256) {
        return uint256(vm.load(address(ledger), keccak256(abi.encode(id, slot))));
    }

    /// @dev Status and flags: what the ledger word holds beside the commitment.
    function _flags(bytes32 id) internal view returns (uint256) {
        return _word(id, LEDGER_SLOT) & 0xffff;
    }

    function _tokenWord(bytes32 id) internal view returns (uint256) {
        bytes32 slot;
        assembly ("memory-safe") {
            mstore(0x00, id)
            mstore(0x1c, shl(192, 0x7d8825530a5a2e7a))
            slot := add(id, add(id, keccak256(0x00, 0x20)))
        }
        return uint256(vm.load(address(ledger), slot));
    }

    function _transfereeOf(bytes32 id) internal view returns (address) {
        return address(uint160(_word(id, TRANSFEREE_SLOT)));
    }

    /// @dev As if the supplier could not have been paid: so much waits for it in the ledger.
    function _keepForSupplier(bytes32 id, uint256 cash) internal {
        bytes32 ofHolder = keccak256(abi.encode(supplier.addr, KEPT_SLOT));
        bytes32 ofCurrency = keccak256(abi.encode(address(coin), ofHolder));
        vm.store(address(ledger), keccak256(abi.encode(id, ofCurrency)), bytes32(cash));
        coin.mint(address(ledger), cash);
    }

    function _id(Receivable memory r) internal pure returns (bytes32) {
        return Typed.idOf(r.header);
    }

    /// @dev Everything the lens tells, as one word.
    function _stateHash(Receivable memory r) internal view returns (bytes32) {
        return keccak256(abi.encode(_state(r)));
    }

    function _copy(Receivable memory r) internal pure returns (Receivable memory) {
        return abi.decode(abi.encode(r), (Receivable));
    }

    // ------------------------------------------------------------------------------------------------------ parts

    /// @dev Half up.
    function _share(uint256 sum, uint256 part, uint256 whole) internal pure returns (uint256) {
        return (sum * part * 2 + whole) / (whole * 2);
    }

    /// @dev The parent as a receivable of what is open, with the discounts that settling it would still earn: on parts
    /// those of what is open, else those of whatever was not credited.
    function _wholeOf(Receivable memory r, uint256 paid, uint256 credited) internal pure returns (Terms memory whole) {
        whole = _copy(r).terms;
        uint256 open = whole.amount - paid - credited;
        uint256 owed = whole.discountOnParts ? open : open + paid;
        uint256 first = _share(whole.discount1, owed, whole.amount);
        uint256 second = _share(whole.discount2, owed, whole.amount);
        whole.discount1 = uint96(first < open ? first : open);
        whole.discount2 = uint96(second < open ? second : open);
        whole.amount = uint96(open);
    }

    /// @dev Part `index` as the manual derives it from the whole.
    function _partOf(
        Receivable memory r,
        Terms memory whole,
        uint96[] memory amounts,
        uint256 index
    ) internal pure returns (Receivable memory part) {
        part = _copy(r);
        (part.header.invoice, part.header.line) = (_id(r), uint32(10_000 + index));
        uint256 from;
        for (uint256 i; i < index; ++i) from += amounts[i];
        uint256 to = from + amounts[index];
        (Terms memory t, uint256 all) = (part.terms, whole.amount);
        t.amount = amounts[index];
        t.discount1 = uint96(_share(whole.discount1, to, all) - _share(whole.discount1, from, all));
        t.discount2 = uint96(_share(whole.discount2, to, all) - _share(whole.discount2, from, all));
        t.fixedSum = uint96(_share(whole.fixedSum, to, all) - _share(whole.fixedSum, from, all));
        t.salt = keccak256(abi.encode(r.terms.salt, index));
        _tidy(t);
    }

    /// @dev The form of derived terms, from the prose alone: no discount lasts beyond the due day; a tier goes if it
    /// has no sum, or if another lasts as long and takes off as much; what is left stands in front; and a discount on
    /// parts needs a discount.
    function _tidy(Terms memory t) internal pure {
        uint32[2] memory day = [_least(t.discountDay1, t.dueDay), _least(t.discountDay2, t.dueDay)];
        uint96[2] memory sum = [t.discount1, t.discount2];
        bool same = day[0] == day[1] && sum[0] == sum[1];
        bool first = sum[0] != 0 && (same || day[0] > day[1] || sum[0] > sum[1]);
        bool second = sum[1] != 0 && !same && (day[1] > day[0] || sum[1] > sum[0]);
        uint256 front = first ? 0 : 1;
        (t.discountDay1, t.discount1) = first || second ? (day[front], sum[front]) : (0, 0);
        (t.discountDay2, t.discount2) = first && second ? (day[1], sum[1]) : (0, 0);
        t.discountOnParts = t.discountOnParts && (first || second || t.slidingRate != 0);
    }

    function _least(uint32 a, uint32 b) private pure returns (uint32) {
        return a < b ? a : b;
    }

    /// @dev Of a parent of which nothing was settled.
    function _partsOf(Receivable memory r, uint96[] memory amounts) internal pure returns (Receivable[] memory) {
        return _partsOf(r, _wholeOf(r, 0, 0), amounts);
    }

    function _partsOf(
        Receivable memory r,
        Terms memory whole,
        uint96[] memory amounts
    ) internal pure returns (Receivable[] memory parts) {
        parts = new Receivable[](amounts.length);
        for (uint256 i; i < amounts.length; ++i) parts[i] = _partOf(r, whole, amounts, i);
    }

    // --------------------------------------------------------------------------------------------------- statuses

    /// @dev A receivable that may be split, so that it can reach every status.
    function _splittable(uint256 number) internal view returns (Receivable memory r) {
        r = _make(number);
        r.header.policy = SPLITTABLE;
    }

    function _reach(Receivable memory r, Status status) internal returns (bytes32 id) {
        id = _issue(r);
        if (status == Status.Queried) _queryAs(r.header.buyer, r, _why());
        if (status == Status.Rejected) _rejectAs(r.header.buyer, r, _why());
        if (status == Status.Accepted || status == Status.Split) _accept(r);
        if (status == Status.Cancelled) _cancel(r);
        if (status == Status.Split) _splitAs(r.header.supplier, r, _halves(r));
    }

    function _halves(Receivable memory r) internal pure returns (uint96[] memory amounts) {
        amounts = new uint96[](2);
        amounts[0] = r.terms.amount / 2;
        amounts[1] = r.terms.amount - amounts[0];
    }

    function _clarify(uint8 reason, uint8 action, bytes32 text) internal pure returns (Clarification memory) {
        return Clarification(ClarificationReason(reason), ClarificationAction(action), text);
    }

    /// @dev Delivery; a credit note for an amount.
    function _why() internal pure returns (Clarification memory) {
        return Clarification(ClarificationReason.DEL, ClarificationAction.CNA, TEXT);
    }

    function _opened(Receivable memory r) internal pure returns (Terms[] memory terms) {
        terms = new Terms[](1);
        terms[0] = r.terms;
    }

    // ------------------------------------------------------------------- acts of one call each, after the arguments

    function _queryAs(address sender, Receivable memory r, Clarification memory c) internal {
        OpenHeader memory opened = _openHeader(r);
        vm.prank(sender);
        ledger.query(opened, _unopened(), c, _none());
    }

    function _rejectAs(address sender, Receivable memory r, Clarification memory c) internal {
        OpenHeader memory opened = _openHeader(r);
        vm.prank(sender);
        ledger.reject(opened, _unopened(), c, _none());
    }

    function _cancel(Receivable memory r) internal {
        OpenHeader memory opened = _openHeader(r);
        vm.prank(r.header.supplier);
        ledger.cancel(opened, _unopened(), REASON, _none());
    }

    function _writeOffAs(address sender, Receivable memory r) internal {
        OpenHeader memory opened = _openHeader(r);
        vm.prank(sender);
        ledger.writeOff(opened, _unopened(), REASON, _none());
    }

    function _disputeOf(Receivable memory r, uint256 amount) internal {
        vm.prank(r.header.buyer);
        ledger.dispute(r, amount, 1, EVIDENCE, _none());
    }

    /// @dev The next revision with the same content, to be changed by the test.
    function _next(Receivable memory r) internal pure returns (Receivable memory next) {
        next = _copy(r);
        ++next.header.revision;
    }

    /// @dev Other terms under the next revision: 12,000.00 due ten days later, without discounts and charges.
    function _otherTerms(Receivable memory r) internal view returns (Receivable memory next) {
        next = _plain(r, 1_200_000);
        next.terms.dueDay = uint32(TODAY + 40);
    }

    function _plain(Receivable memory r, uint96 amount) internal view returns (Receivable memory next) {
        next = _next(r);
        next.terms = _plainTerms();
        next.terms.amount = amount;
    }

    /// @param by For the holder, for the supplier, for the buyer.
    function _announceAmended(Receivable memory next, address[3] memory by, bool closed) internal {
        _announceAmended(next, by, 0, closed);
    }

    /// @param disputed What stays disputed, minor units.
    function _announceAmended(Receivable memory next, address[3] memory by, uint256 disputed, bool closed) internal {
        (bytes32 id, uint8 policy, uint32 revision) = (_id(next), next.header.policy, next.header.revision);
        vm.expectEmit(address(ledger));
        emit ILedger.ReceivableAmended(
            id,
            by[0],
            by[1],
            by[2],
            policy,
            revision,
            next.terms,
            next.document,
            disputed,
            closed
        );
    }

    /// @dev By a party that consents alone: a supplier that holds it, before acceptance.
    function _amendAs(address sender, Receivable memory r, Receivable memory amended) internal {
        vm.prank(sender);
        ledger.amend(r, amended, _none(), _none(), _none());
    }

    /// @dev What a party signs to amend, valid for a day.
    function _amendment(
        Party memory party,
        Receivable memory r,
        Receivable memory amended,
        uint256 nonce
    ) internal view returns (Consent[] memory) {
        return _signed(party, TypedAmendments.amendment(Typed.hash(r), Typed.hash(amended), party.addr), nonce);
    }

    /// @dev By the buyer, who carries the signatures of a holder and the supplier.
    function _amendAllAs(
        address sender,
        Receivable memory r,
        Receivable memory amended,
        Party memory holder,
        uint256 nonce
    ) internal {
        Consent[] memory first = _amendment(holder, r, amended, nonce);
        Consent[] memory second = _amendment(supplier, r, amended, nonce);
        vm.prank(sender);
        ledger.amend(r, amended, first, second, _none());
    }

    /// @dev By the buyer, with the signature of the supplier that holds it.
    function _agree(Receivable memory r, Receivable memory amended) internal {
        _amendAllAs(buyer.addr, r, amended, supplier, uint256(Typed.hash(amended)));
    }

    function _splitAs(address sender, Receivable memory r, uint96[] memory amounts) internal {
        vm.prank(sender);
        ledger.split(r, amounts, _none());
    }

    function _consentTransferAs(address sender, Receivable memory r, address to) internal {
        OpenHeader memory opened = _openHeader(r);
        vm.prank(sender);
        ledger.consentTransfer(opened, _unopened(), to, _none());
    }

    // ----------------------------------------------------------------------------------------------------- errors

    function _mismatch(Receivable memory r) internal pure returns (bytes memory) {
        return abi.encodeWithSelector(ILedger.CommitmentMismatch.selector, _id(r), Typed.hash(r));
    }

    function _forbids(bytes32 id, Status status, Verb verb) internal pure returns (bytes memory) {
        return abi.encodeWithSelector(ILedger.StatusForbids.selector, id, status, verb);
    }

    function _unauthorised(address party, address actor, Verb verb) internal pure returns (bytes memory) {
        return abi.encodeWithSelector(ILedger.NotAuthorised.selector, party, actor, verb);
    }

    function _notAmendable(bytes32 field, uint256 value) internal pure returns (bytes memory) {
        return abi.encodeWithSelector(ILedger.AmendmentInvalid.selector, field, value);
    }

    function _outOf(bytes32 id, uint256 amount, uint256 limit) internal pure returns (bytes memory) {
        return abi.encodeWithSelector(ILedger.AmountOutOfRange.selector, id, amount, limit);
    }

    function _closedAlready(bytes32 id) internal pure returns (bytes memory) {
        return abi.encodeWithSelector(ILedger.AlreadyClosed.selector, id);
    }

    function _badSignature(
        address signer,
        bytes memory message,
        Consent memory c
    ) internal view returns (bytes memory) {
        bytes32 digest = _digest(Typed.single(message, c.nonce, c.deadline));
        return abi.encodeWithSelector(ILedger.SignatureInvalid.selector, signer, digest);
    }
}
