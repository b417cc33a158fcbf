// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {ILedger} from "../../../contracts/interfaces/ILedger.sol";
import {OpenTerms, Outcome, Receipt, Receivable, Status, Verb} from "../../../contracts/types/Types.sol";
import {AgreementWorld} from "../support/TypedAmendments.sol";

/// @notice What may not be split, and into what not.
contract SplitLimitsTest is AgreementWorld {
    // ------------------------------------------------------------------------------------------------- who, what, when

    function test_only_the_holder_splits() public {
        Receivable memory r = _splittable(1);
        _transfer(_accepted(r), factor.addr);
        address[3] memory others = [supplier.addr, buyer.addr, stranger.addr];
        for (uint256 i; i < 3; ++i) {
            vm.expectRevert(_unauthorised(factor.addr, others[i], Verb.Split));
            _splitAs(others[i], r, _halves(r));
        }
    }

    function test_an_operator_of_the_token_splits_nothing() public {
        Receivable memory r = _splittable(1);
        _accepted(r);
        vm.prank(supplier.addr);
        token.setApprovalForAll(agent.addr, true);
        vm.expectRevert(_unauthorised(supplier.addr, agent.addr, Verb.Split));
        _splitAs(agent.addr, r, _halves(r));
    }

    function test_only_what_was_agreed_is_split() public {
        Receivable memory r = _make(1);
        _accepted(r);
        Receivable memory other = _copy(r);
        other.header.policy = SPLITTABLE;
        vm.expectRevert(_mismatch(other));
        _splitAs(supplier.addr, other, _halves(r));
        other = _splittable(2);
        vm.expectRevert(_mismatch(other));
        _splitAs(supplier.addr, other, _halves(other));
    }

    function test_only_what_is_accepted_is_split() public {
        Status[5] memory statuses = [Status.Issued, Status.Queried, Status.Rejected, Status.Cancelled, Status.Split];
        for (uint256 i; i < statuses.length; ++i) {
            Receivable memory r = _splittable(i);
            bytes32 id = _reach(r, statuses[i]);
            vm.expectRevert(_forbids(id, statuses[i], Verb.Split));
            _splitAs(supplier.addr, r, _halves(r));
        }
    }

    function test_what_is_closed_is_not_split() public {
        Receivable memory r = _splittable(1);
        bytes32 id = _accepted(r);
        _pay(r, buyer.addr, MAX);
        vm.expectRevert(_closedAlready(id));
        _splitAs(supplier.addr, r, _halves(r));
    }

    function test_checks_come_in_the_order_of_the_manual() public {
        Receivable memory r = _make(1);
        bytes32 id = _issue(r);
        uint96[] memory none = new uint96[](0);
        vm.expectRevert(_unauthorised(supplier.addr, stranger.addr, Verb.Split));
        _splitAs(stranger.addr, r, none);
        vm.expectRevert(_forbids(id, Status.Issued, Verb.Split));
        _splitAs(supplier.addr, r, none);
        _accept(r);
        _warp(START + 100 days);
        _adviseOf(r, BANK_REF, 500);
        _disputeOf(r, 1);
        _writeOffAs(supplier.addr, r);
        _forbidden(r, none, "policy");
        r = _splittable(2);
        id = _accepted(r);
        _adviseOf(r, BANK_REF, 500);
        _disputeOf(r, 1);
        _writeOffAs(supplier.addr, r);
        _forbidden(r, none, "disputed");
        vm.prank(buyer.addr);
        ledger.resolve(r, 1, Outcome.Withdrawn, EVIDENCE, _none());
        _forbidden(r, none, "advised");
        _adviseOf(r, BANK_REF, 0);
        _forbidden(r, none, "writtenOff");
    }

    // -------------------------------------------------------------------------------------------------- why it may not

    function test_the_buyer_must_have_agreed_that_it_may_be_split() public {
        uint8[3] memory policies = [0, 1, 2];
        for (uint256 i; i < 3; ++i) {
            Receivable memory r = _make(i);
            r.header.policy = policies[i];
            _accepted(r);
            _forbidden(r, _halves(r), "policy");
        }
    }

    function test_what_is_disputed_is_not_split_until_that_is_resolved() public {
        Receivable memory r = _splittable(1);
        _accepted(r);
        _disputeOf(r, 5);
        _forbidden(r, _halves(r), "disputed");
        vm.prank(buyer.addr);
        ledger.resolve(r, 5, Outcome.Withdrawn, EVIDENCE, _none());
        _splits(r, _halves(r));
    }

    function test_what_is_advised_is_not_split_until_that_is_answered_or_taken_back() public {
        Receivable memory r = _splittable(1);
        bytes32 id = _accepted(r);
        _adviseOf(r, BANK_REF, 100);
        _adviseOf(r, REASON, 200);
        _forbidden(r, _halves(r), "advised");
        _adviseOf(r, BANK_REF, 0);
        _forbidden(r, _halves(r), "advised");
        OpenTerms memory opened = _openTerms(r);
        vm.prank(supplier.addr);
        ledger.recordReceipt(id, opened, Receipt(REASON, 200, uint32(TODAY)), _none());
        uint96[] memory amounts = _halves(r);
        amounts[0] -= 200;
        _splits(r, amounts);
    }

    function test_what_is_written_off_is_not_split() public {
        Receivable memory r = _splittable(1);
        _accepted(r);
        _writeOffAs(supplier.addr, r);
        _forbidden(r, _halves(r), "writtenOff");
    }

    function test_what_bears_charges_is_not_split() public {
        Receivable memory r = _splittable(1);
        _accepted(r);
        _warp(START + 30 days);
        uint256 due = clock;
        _warp(START + 31 days);
        _forbidden(r, _halves(r), "charges");
        _warp(due);
        _splits(r, _halves(r));
    }

    function test_charges_that_were_paid_or_waived_forbid_it_too() public {
        for (uint256 i; i < 2; ++i) {
            Receivable memory r = _splittable(i);
            bytes32 id = _accepted(r);
            _warp(START + 60 days);
            uint256 charges = _quote(r).charges;
            OpenTerms memory opened = _openTerms(r);
            if (i == 0) _pay(r, buyer.addr, charges);
            vm.prank(supplier.addr);
            if (i == 1) ledger.waive(id, opened, charges, REASON, _none());
            _eq(_quote(r).charges, 0, "charges");
            _forbidden(r, _halves(r), "charges");
            _warp(START);
        }
    }

    function test_what_is_late_without_charges_may_be_split() public {
        Receivable memory r = _make(1, _plainTerms());
        r.header.policy = SPLITTABLE;
        _accepted(r);
        _warp(START + 400 days);
        _splits(r, _halves(r));
        r = _splittable(2);
        (r.terms.graceDays, r.terms.dueDay) = (10, uint32(TODAY + 390));
        _accepted(r);
        _splits(r, _halves(r));
    }

    function test_a_sliding_discount_on_what_was_paid_would_be_lost() public {
        Receivable memory r = _sliding(1);
        _accepted(r);
        _pay(r, buyer.addr, 200_000);
        uint96[] memory amounts = new uint96[](2);
        (amounts[0], amounts[1]) = (300_000, 500_000);
        _forbidden(r, amounts, "discount");
        _warp(START + 29 days);
        _forbidden(r, amounts, "discount");
        _warp(START + 30 days);
        _splits(r, amounts);
    }

    function test_a_sliding_discount_on_parts_or_with_nothing_paid_is_not_lost() public {
        Receivable memory r = _sliding(1);
        _accepted(r);
        _credit(r, 400_000);
        uint96[] memory amounts = new uint96[](2);
        (amounts[0], amounts[1]) = (300_000, 300_000);
        _splits(r, amounts);
        r = _sliding(2);
        r.terms.discountOnParts = true;
        _accepted(r);
        _pay(r, buyer.addr, 200_000);
        uint256 open = _quote(r).open;
        amounts[0] = uint96(open - 300_000);
        _splits(r, amounts);
    }

    // ------------------------------------------------------------------------------------------------ amounts of parts

    function test_parts_are_two_to_a_hundred() public {
        Receivable memory r = _splittable(1);
        _accepted(r);
        _refusesParts(r, new uint96[](0), 0);
        uint96[] memory amounts = new uint96[](1);
        amounts[0] = AMOUNT;
        _refusesParts(r, amounts, AMOUNT);
        amounts = new uint96[](101);
        for (uint256 i; i < 101; ++i) amounts[i] = i < 100 ? 10_000 : 1;
        // Beyond a hundred nothing is added up.
        _refusesParts(r, amounts, AMOUNT);
    }

    function test_no_part_is_nought() public {
        Receivable memory r = _splittable(1);
        _accepted(r);
        for (uint256 i; i < 3; ++i) {
            uint96[] memory amounts = new uint96[](3);
            for (uint256 j; j < 3; ++j) amounts[j] = i == j ? 0 : AMOUNT / 2;
            _refusesPart(r, amounts, i, 1);
        }
    }

    function test_parts_are_together_all_that_is_open() public {
        Receivable memory r = _splittable(1);
        _accepted(r);
        uint96[] memory amounts = _halves(r);
        amounts[0] -= 1;
        _refusesParts(r, amounts, AMOUNT - 1);
        amounts[0] += 2;
        _refusesParts(r, amounts, AMOUNT + 1);
        (amounts[0], amounts[1]) = (type(uint96).max, type(uint96).max);
        _refusesParts(r, amounts, 2 * uint256(type(uint96).max));
        // Two words that would add up if 96 bits overflowed.
        (amounts[0], amounts[1]) = (type(uint96).max, AMOUNT + 1);
        _refusesParts(r, amounts, uint256(type(uint96).max) + AMOUNT + 1);
    }

    function test_sealed_terms_of_nought_have_no_parts() public {
        Receivable memory r = _splittable(1);
        r.terms.amount = 0;
        bytes32 id = _acceptedSealed(r);
        uint96[] memory amounts = new uint96[](2);
        _refusesPart(r, amounts, 0, 1);
        (amounts[0], amounts[1]) = (1, 1);
        vm.expectRevert(abi.encodeWithSelector(ILedger.PartsInvalid.selector, id, 2, 2, 0));
        _splitAs(supplier.addr, r, amounts);
    }

    function test_an_amount_that_is_no_word_of_its_type_is_refused() public {
        Receivable memory r = _splittable(1);
        _accepted(r);
        bytes memory call = abi.encodeCall(ledger.split, (r, _halves(r), _none()));
        // Selector, 24 words of the receivable, two offsets, the length.
        uint256 first = 4 + 32 * 27;
        for (uint256 i; i < 2; ++i) {
            bytes memory dirty = bytes.concat(call);
            dirty[first + 32 * i] = 0x80;
            vm.prank(supplier.addr);
            (bool ok, ) = address(ledger).call(dirty);
            _false(ok, "dirty");
        }
        vm.prank(supplier.addr);
        (bool clean, ) = address(ledger).call(call);
        _true(clean, "clean");
    }

    function test_fuzz_parts_stand_if_none_is_nought_and_they_add_up(uint96 a, uint96 b, uint96 c, bool fit) public {
        Receivable memory r = _splittable(1);
        bytes32 id = _accepted(r);
        uint96[] memory amounts = new uint96[](3);
        (amounts[0], amounts[1]) = (a % (AMOUNT / 2 + 1), b % (AMOUNT / 2 + 1));
        amounts[2] = fit ? AMOUNT - amounts[0] - amounts[1] : c % (AMOUNT + 1);
        uint256 sum = uint256(amounts[0]) + amounts[1] + amounts[2];
        uint256 nought =
            amounts[0] == 0
                ? 0
                : amounts[1] == 0
                    ? 1
                    : amounts[2] == 0
                        ? 2
                        : 3;
        bool stands = sum == AMOUNT && nought == 3;
        bytes memory why = abi.encodeWithSelector(ILedger.PartsInvalid.selector, id, 3, sum, AMOUNT);
        if (nought != 3) why = abi.encodeWithSelector(ILedger.PartTooSmall.selector, id, nought, 0, 1);
        if (!stands) vm.expectRevert(why);
        _splitAs(supplier.addr, r, amounts);
        _true(_state(r).status == (stands ? Status.Split : Status.Accepted), "status");
        _eq(token.balanceOf(supplier.addr), stands ? 4 : 1, "tokens");
    }

    // --------------------------------------------------------------------------------------------------------- helpers

    function _sliding(uint256 number) private view returns (Receivable memory r) {
        r = _make(number, _plainTerms());
        (r.header.policy, r.terms.slidingRate) = (SPLITTABLE, 120_000);
    }

    /// @dev Cash of nought takes the advice back.
    function _adviseOf(Receivable memory r, bytes32 bankRef, uint96 cash) private {
        vm.prank(buyer.addr);
        ledger.advise(r, Receipt(bankRef, cash, uint32(TODAY)), _none());
    }

    function _splits(Receivable memory r, uint96[] memory amounts) private {
        _splitAs(supplier.addr, r, amounts);
        _true(_state(r).status == Status.Split, "split");
    }

    function _forbidden(Receivable memory r, uint96[] memory amounts, bytes32 why) private {
        vm.expectRevert(abi.encodeWithSelector(ILedger.SplitForbidden.selector, _id(r), why));
        _splitAs(supplier.addr, r, amounts);
    }

    function _refusesPart(Receivable memory r, uint96[] memory amounts, uint256 part, uint256 minimum) private {
        vm.expectRevert(abi.encodeWithSelector(ILedger.PartTooSmall.selector, _id(r), part, amounts[part], minimum));
        _splitAs(supplier.addr, r, amounts);
    }

    function _refusesParts(Receivable memory r, uint96[] memory amounts, uint256 sum) private {
        uint256 count = amounts.length;
        vm.expectRevert(abi.encodeWithSelector(ILedger.PartsInvalid.selector, _id(r), count, sum, AMOUNT));
        _splitAs(supplier.addr, r, amounts);
    }
}
