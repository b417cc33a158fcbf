// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {ILedger} from "../../../contracts/interfaces/ILedger.sol";
import {ReceivableView} from "../../../contracts/interfaces/ILens.sol";
import {
    OpenTerms,
    Outcome,
    Receipt,
    Receivable,
    RecordedReceipt,
    Status,
    Verb
} from "../../../contracts/types/Types.sol";
import {Typed} from "../support/Typed.sol";
import {AgreementWorld} from "../support/TypedAmendments.sol";
import {IToken} from "../support/World.sol";

/// @notice Parts of a receivable (R69): what they are, whose they are, and what becomes of the whole.
contract SplitTest is AgreementWorld {
    // ----------------------------------------------------------------------------------------------------------- parts

    function test_R69_parts_are_receivables_of_their_own_under_the_parents_terms() public {
        Receivable memory r = _splittable(1);
        r.header.revision = 3;
        _accepted(r);
        uint96[] memory amounts = _amounts(500_000, 300_000, 200_000);
        Receivable[] memory parts = _partsOf(r, amounts);
        _announce(r, supplier.addr, supplier.addr, amounts, parts);
        _splitAs(supplier.addr, r, amounts);
        for (uint256 i; i < 3; ++i) {
            bytes32 id = _id(parts[i]);
            uint256 commitment = (uint256(Typed.hash(parts[i])) >> 16) << 16;
            _eq(_word(id, LEDGER_SLOT), commitment | PART_FLAG | uint256(Status.Accepted), "ledger word");
            _eq(_tokenWord(id), uint160(supplier.addr), "token word");
            _eq(parts[i].terms.discount1, amounts[i] / 50, "discount");
            ReceivableView memory s = _state(parts[i]);
            _eq(s.settled + s.credited + s.disputed + s.lateDays + s.chargesSettled + s.carry, 0, "begins anew");
            _true(s.status == Status.Accepted && s.holder == supplier.addr && s.part, "state");
            _false(s.closed || s.locked || s.writtenOff || s.advices != 0, "flags");
            _eq(_pay(parts[i], buyer.addr, MAX), (uint256(amounts[i]) * 98) / 100, "cash");
        }
        _eq(coin.balanceOf(supplier.addr), 980_000, "all");
        _eq(token.balanceOf(supplier.addr), 4, "tokens");
    }

    function test_the_whole_is_split_for_good_and_keeps_all_else() public {
        Receivable memory r = _splittable(1);
        bytes32 id = _accepted(r);
        _pay(r, buyer.addr, 100_000);
        _credit(r, 50_000);
        (ReceivableView memory s, uint256 word) = (_state(r), _word(id, LEDGER_SLOT));
        uint256 tokenWord = _tokenWord(id);
        _splitAs(supplier.addr, r, _amounts(425_000, 425_000, 0));
        s.status = Status.Split;
        _eq(_stateHash(r), keccak256(abi.encode(s)), "state");
        _eq(_word(id, LEDGER_SLOT), word - uint256(Status.Accepted) + uint256(Status.Split), "ledger word");
        _eq(_tokenWord(id), tokenWord, "token word");
        _false(_state(r).part, "the whole is no part");
    }

    function test_parts_belong_to_the_holder_of_the_whole() public {
        Receivable memory r = _splittable(1);
        _transfer(_accepted(r), factor.addr);
        uint96[] memory amounts = _halves(r);
        Receivable[] memory parts = _partsOf(r, amounts);
        _announce(r, factor.addr, factor.addr, amounts, parts);
        _splitAs(factor.addr, r, amounts);
        _eq(token.balanceOf(factor.addr), 3, "tokens");
        _pay(parts[1], buyer.addr, MAX);
        _eq(coin.balanceOf(factor.addr), 490_000, "cash");
        _transfer(_id(parts[0]), stranger.addr);
        _eq(token.ownerOf(uint256(_id(parts[0]))), stranger.addr, "sold");
    }

    function test_parts_are_locked_as_the_whole_is() public {
        uint8[3] memory policies = [4, 5, 6];
        for (uint256 i; i < 3; ++i) {
            Receivable memory r = _make(i);
            r.header.policy = policies[i];
            _accepted(r);
            Receivable[] memory parts = _partsOf(r, _halves(r));
            _splitAs(supplier.addr, r, _halves(r));
            uint256 locked = i == 0 ? 0 : GUARDED_BIT;
            _eq(_tokenWord(_id(parts[0])), locked | uint160(supplier.addr), "first");
            _eq(_tokenWord(_id(parts[1])), locked | uint160(supplier.addr), "second");
            uint256 flags = (i == 0 ? 0 : LOCKED_FLAG) | PART_FLAG | uint256(Status.Accepted);
            _true(_flags(_id(parts[0])) == flags && _flags(_id(parts[1])) == flags, "ledger words");
            _eq(_transfereeOf(_id(parts[0])), address(0), "transferee");
        }
    }

    function test_a_part_is_split_again() public {
        Receivable memory r = _splittable(1);
        _reach(r, Status.Split);
        Receivable memory part = _partsOf(r, _halves(r))[1];
        Receivable[] memory smaller = _partsOf(part, _halves(part));
        _announce(part, supplier.addr, supplier.addr, _halves(part), smaller);
        _splitAs(supplier.addr, part, _halves(part));
        _eq(_flags(_id(part)), PART_FLAG | uint256(Status.Split), "flags of the part");
        _eq(_flags(_id(smaller[0])), PART_FLAG | uint256(Status.Accepted), "flags of its part");
        _eq(_pay(smaller[0], buyer.addr, MAX) + _pay(smaller[1], buyer.addr, MAX), 490_000, "cash");
    }

    function test_parts_take_what_any_accepted_receivable_takes() public {
        Receivable memory r = _splittable(1);
        _reach(r, Status.Split);
        Receivable memory part = _partsOf(r, _halves(r))[0];
        _credit(part, 10);
        _disputeOf(part, 20);
        vm.prank(buyer.addr);
        ledger.resolve(part, 5, Outcome.Withdrawn, EVIDENCE, _none());
        _writeOffAs(supplier.addr, part);
        uint256 flags = PART_FLAG | DISPUTED_FLAG | CREDITED_FLAG | WRITTEN_OFF_FLAG;
        _eq(_flags(_id(part)), flags | uint256(Status.Accepted), "flags");
        _true(_state(part).credited == 10 && _state(part).disputed == 15, "state");
        _eq(_state(_partsOf(r, _halves(r))[1]).credited, 0, "the other part");
    }

    function test_two_to_a_hundred_parts() public {
        Receivable memory r = _splittable(1);
        _accepted(r);
        uint96[] memory amounts = new uint96[](100);
        for (uint256 i; i < 100; ++i) amounts[i] = 10_000;
        Receivable[] memory parts = _partsOf(r, amounts);
        _splitAs(supplier.addr, r, amounts);
        _eq(token.balanceOf(supplier.addr), 101, "tokens");
        _eq(parts[99].header.line, 10_099, "the last line");
        _eq(_pay(parts[99], buyer.addr, MAX), 9_800, "cash");
    }

    function test_a_part_of_one_unit_and_the_rest() public {
        Receivable memory r = _splittable(1);
        r.terms.amount = MOST;
        _accepted(r);
        uint96[] memory amounts = _amounts(1, MOST - 1, 0);
        Receivable[] memory parts = _partsOf(r, amounts);
        _splitAs(supplier.addr, r, amounts);
        _true(_quote(parts[0]).open == 1 && _quote(parts[1]).open == MOST - 1, "open");
    }

    // ------------------------------------------------------------------------------------ ids that nobody takes before

    function test_a_split_childs_id_taken_beforehand() public {
        Receivable memory r = _splittable(1);
        bytes32 id = _accepted(r);
        for (uint32 line = 10_000; line < 10_002; ++line) {
            Receivable memory squatter = _make(2);
            (squatter.header.invoice, squatter.header.line) = (id, line);
            vm.expectRevert(abi.encodeWithSelector(ILedger.HeaderInvalid.selector, bytes32("line"), line));
            _issue(squatter);
            vm.expectRevert(abi.encodeWithSelector(ILedger.HeaderInvalid.selector, bytes32("line"), line));
            _issueSealed(squatter);
        }
        _splitAs(supplier.addr, r, _halves(r));
        Receivable memory part = _partsOf(r, _halves(r))[0];
        vm.expectRevert(abi.encodeWithSelector(ILedger.HeaderInvalid.selector, bytes32("line"), 10_000));
        _issue(part);
    }

    function test_no_amendment_moves_a_receivable_to_the_id_of_a_part() public {
        Receivable memory r = _splittable(1);
        bytes32 id = _accepted(r);
        Receivable memory other = _make(2);
        (other.header.invoice, other.header.line) = (id, 9_999);
        _issue(other);
        Receivable memory next = _next(other);
        next.header.line = 10_000;
        vm.expectRevert(_notAmendable("line", 10_000));
        _amendAs(supplier.addr, other, next);
        _splitAs(supplier.addr, r, _halves(r));
        _true(_state(other).status == Status.Issued, "a line below is another receivable");
    }

    // ---------------------------------------------------------------------------------------------- of what is settled

    function test_only_what_is_open_is_split() public {
        Receivable memory r = _splittable(1);
        bytes32 id = _accepted(r);
        _pay(r, buyer.addr, 100_000);
        _credit(r, 50_000);
        _refusesParts(r, _amounts(500_000, 500_000, 0), 2, 1_000_000, 850_000);
        uint96[] memory amounts = _amounts(400_000, 450_000, 0);
        Receivable[] memory parts = _partsOf(r, _wholeOf(r, 100_000, 50_000), amounts);
        _announce(r, supplier.addr, supplier.addr, amounts, parts);
        _splitAs(supplier.addr, r, amounts);
        // 2 % of the 9,500.00 that were not credited, on the 8,500.00 that are open.
        _eq(parts[0].terms.discount1 + parts[1].terms.discount1, 19_000, "discount");
        _eq(_pay(parts[0], buyer.addr, MAX) + _pay(parts[1], buyer.addr, MAX), 831_000, "cash");
        _eq(_state(r).settled, 150_000, "what was settled stays with the whole");
        _true(_flags(id) == CREDITED_FLAG | uint256(Status.Split), "flags");
    }

    function test_where_parts_earn_discounts_the_rest_earns_those_of_the_rest() public {
        Receivable memory r = _splittable(1);
        r.terms.discountOnParts = true;
        _accepted(r);
        _pay(r, buyer.addr, 98_000);
        _eq(_state(r).settled, 100_000, "settled");
        uint96[] memory amounts = _amounts(400_000, 500_000, 0);
        Receivable[] memory parts = _partsOf(r, _wholeOf(r, 100_000, 0), amounts);
        _announce(r, supplier.addr, supplier.addr, amounts, parts);
        _splitAs(supplier.addr, r, amounts);
        _eq(_pay(parts[0], buyer.addr, MAX) + _pay(parts[1], buyer.addr, MAX), 882_000, "cash");
    }

    function test_a_discount_that_exceeds_what_is_open_is_what_is_open() public {
        Receivable memory r = _splittable(1);
        r.terms.discount1 = 600_000;
        _accepted(r);
        _pay(r, buyer.addr, 390_000);
        _credit(r, 600_000);
        Receivable[] memory parts = _partsOf(r, _wholeOf(r, 390_000, 600_000), _amounts(4_000, 6_000, 0));
        _splitAs(supplier.addr, r, _amounts(4_000, 6_000, 0));
        _eq(parts[0].terms.discount1, 4_000, "discount");
        _eq(_quote(parts[0]).payoff + _quote(parts[1]).payoff, 0, "payoff");
    }

    function test_receipts_of_the_whole_are_reversed_no_more() public {
        Receivable memory r = _splittable(1);
        bytes32 id = _accepted(r);
        OpenTerms memory opened = _openTerms(r);
        vm.prank(supplier.addr);
        ledger.recordReceipt(id, opened, Receipt(BANK_REF, 500, uint32(TODAY)), _none());
        _splitAs(supplier.addr, r, _amounts(9_500, 990_000, 0));
        RecordedReceipt memory recorded = RecordedReceipt(BANK_REF, supplier.addr, 500, 0, 0, 0);
        vm.expectRevert(_forbids(id, Status.Split, Verb.ReverseReceipt));
        vm.prank(supplier.addr);
        ledger.reverseReceipt(id, opened, recorded, EVIDENCE, _none(), _none());
    }

    function test_what_is_split_takes_no_further_verb() public {
        Receivable memory r = _make(1);
        r.header.policy = 5;
        bytes32 id = _reach(r, Status.Split);
        vm.expectRevert(_forbids(id, Status.Split, Verb.Accept));
        _accept(r);
        vm.expectRevert(_forbids(id, Status.Split, Verb.Query));
        _queryAs(buyer.addr, r, _why());
        vm.expectRevert(_forbids(id, Status.Split, Verb.Reject));
        _rejectAs(buyer.addr, r, _why());
        vm.expectRevert(_forbids(id, Status.Split, Verb.Amend));
        _amendAs(supplier.addr, r, _next(r));
        vm.expectRevert(_forbids(id, Status.Split, Verb.Pay));
        _pay(r, buyer.addr, MAX);
        vm.expectRevert(_forbids(id, Status.Split, Verb.Credit));
        _creditAs(supplier.addr, r, 1);
        vm.expectRevert(_forbids(id, Status.Split, Verb.Dispute));
        _disputeOf(r, 1);
        vm.expectRevert(_forbids(id, Status.Split, Verb.Split));
        _splitAs(supplier.addr, r, _halves(r));
        vm.expectRevert(_forbids(id, Status.Split, Verb.WriteOff));
        _writeOffAs(supplier.addr, r);
        vm.expectRevert(_forbids(id, Status.Split, Verb.Cancel));
        _cancel(r);
        vm.expectRevert(_forbids(id, Status.Split, Verb.ConsentTransfer));
        _consentTransferAs(buyer.addr, r, factor.addr);
    }

    function test_cash_kept_before_is_claimed_after() public {
        Receivable memory r = _splittable(1);
        bytes32 id = _accepted(r);
        _keepForSupplier(id, 77);
        _splitAs(supplier.addr, r, _halves(r));
        _eq(ledger.claim(id, supplier.addr, address(coin)), 77, "claimed");
    }

    // --------------------------------------------------------------------------------------------------------- helpers

    /// @dev Two amounts, or three.
    function _amounts(uint96 a, uint96 b, uint96 c) private pure returns (uint96[] memory amounts) {
        amounts = new uint96[](c == 0 ? 2 : 3);
        (amounts[0], amounts[1]) = (a, b);
        if (c != 0) amounts[2] = c;
    }

    function _announce(
        Receivable memory r,
        address by,
        address holder,
        uint96[] memory amounts,
        Receivable[] memory parts
    ) private {
        bytes32[] memory commitments = new bytes32[](parts.length);
        for (uint256 i; i < parts.length; ++i) {
            commitments[i] = Typed.hash(parts[i]);
            uint256 id = uint256(_id(parts[i]));
            vm.expectEmit(address(ledger));
            emit IToken.Transfer(address(0), holder, id);
        }
        bytes32 whole = _id(r);
        vm.expectEmit(address(ledger));
        emit ILedger.ReceivableSplit(whole, by, amounts, commitments);
    }

    function _refusesParts(
        Receivable memory r,
        uint96[] memory amounts,
        uint256 count,
        uint256 sum,
        uint256 open
    ) private {
        vm.expectRevert(abi.encodeWithSelector(ILedger.PartsInvalid.selector, _id(r), count, sum, open));
        _splitAs(supplier.addr, r, amounts);
    }
}
