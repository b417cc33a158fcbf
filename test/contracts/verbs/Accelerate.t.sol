// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {ILedger} from "../../../contracts/interfaces/ILedger.sol";
import {ReceivableView} from "../../../contracts/interfaces/ILens.sol";
import {Receipt, Receivable, Status, Verb} from "../../../contracts/types/Types.sol";
import {Typed} from "../support/Typed.sol";
import {AgreementWorld} from "../support/TypedAmendments.sol";

/// @notice A later line of an invoice is called due because an earlier one is in default.
contract AccelerateTest is AgreementWorld {
    uint16 private constant DAYS = 15;
    /// @dev The earlier line is due in 30 days; on this day it is 16 days overdue.
    uint256 private constant CALLED = TODAY + 30 + DAYS + 1;

    // ---------------------------------------------------------------------------------------------------------- effect

    function test_a_later_line_becomes_due_today_and_nothing_else_changes() public {
        (Receivable memory earlier, Receivable memory later) = _lines();
        bytes32 id = _id(later);
        _onDay(CALLED);
        ReceivableView memory s = _state(later);
        (bytes32 other, uint256 tokenWord) = (_stateHash(earlier), _tokenWord(id));
        _announce(later, earlier, supplier.addr);
        _accelerateAs(supplier.addr, later, earlier);
        Receivable memory next = _called(later);
        s.commitment = bytes30(Typed.hash(next));
        _eq(_stateHash(later), keccak256(abi.encode(s)), "state");
        _eq(
            _word(id, LEDGER_SLOT),
            ((uint256(Typed.hash(next)) >> 16) << 16) | uint256(Status.Accepted),
            "ledger word"
        );
        _eq(_tokenWord(id), tokenWord, "token word");
        _eq(_stateHash(earlier), other, "the earlier line");
    }

    function test_interest_on_what_was_called_begins_tomorrow() public {
        (Receivable memory earlier, Receivable memory later) = _lines();
        _onDay(CALLED);
        _accelerateAs(supplier.addr, later, earlier);
        Receivable memory next = _called(later);
        _true(_quote(next).payoff == AMOUNT && _quote(next).daysLate == 0, "today");
        _onDay(CALLED + 1);
        // 10.15 % on 10,000.00 for a day, and 40.00.
        _true(_quote(next).charges == 278 + 4_000 && _quote(next).daysLate == 1, "tomorrow");
        vm.expectRevert(_mismatch(later));
        _pay(later, buyer.addr, MAX);
        _eq(_pay(next, buyer.addr, MAX), AMOUNT + 4_278, "cash");
    }

    function test_a_discount_of_the_later_line_lasts_no_longer_than_today() public {
        (Receivable memory earlier, Receivable memory later) = _pair();
        (later.terms.discountDay1, later.terms.discountDay2) = (uint32(TODAY + 60), uint32(TODAY + 70));
        _accepted(earlier);
        _accepted(later);
        _onDay(CALLED);
        _accelerateAs(supplier.addr, later, earlier);
        _eq(_quote(_called(later)).discount, 20_000, "today");
        _onDay(CALLED + 1);
        _eq(_quote(_dueOn(later, CALLED)).discount, 0, "tomorrow");
    }

    function test_both_tiers_that_would_outlive_today_become_one() public {
        (Receivable memory earlier, Receivable memory later) = _pair();
        (later.terms.discountDay1, later.terms.discountDay2) = (uint32(TODAY + 60), uint32(TODAY + 70));
        _accepted(earlier);
        _accepted(later);
        _onDay(CALLED);
        _accelerateAs(supplier.addr, later, earlier);
        Receivable memory next = _next(later);
        (next.terms.dueDay, next.terms.discountDay1) = (uint32(CALLED), uint32(CALLED));
        (next.terms.discountDay2, next.terms.discount2) = (0, 0);
        _eq(_quote(next).payoff, AMOUNT - 20_000, "the larger sum, until today");
        lens.validate(next.terms);
    }

    function test_fuzz_what_is_called_may_be_agreed_and_earns_today_what_it_earned(
        uint32 day1,
        uint32 day2,
        uint96 sum1,
        uint96 sum2,
        bool onParts
    ) public {
        (Receivable memory earlier, Receivable memory later) = _pair();
        later.terms.discountDay1 = uint32(_bound(day1, TODAY, TODAY + 89));
        later.terms.discountDay2 = uint32(_bound(day2, later.terms.discountDay1 + 1, TODAY + 90));
        later.terms.discount1 = uint96(_bound(sum1, 2, AMOUNT));
        later.terms.discount2 = uint96(_bound(sum2, 1, later.terms.discount1 - 1));
        later.terms.discountOnParts = onParts;
        _accepted(earlier);
        _accepted(later);
        _onDay(CALLED);
        uint256 discount = _quote(later).discount;
        _accelerateAs(supplier.addr, later, earlier);
        lens.validate(_called(later).terms);
        _eq(_quote(_called(later)).discount, discount, "discount");
    }

    function test_what_was_settled_disputed_and_written_off_stays() public {
        (Receivable memory earlier, Receivable memory later) = _lines();
        bytes32 id = _id(later);
        _pay(later, buyer.addr, 300_000);
        _credit(later, 1_000);
        _disputeOf(later, 699_000);
        _writeOffAs(supplier.addr, later);
        vm.prank(buyer.addr);
        ledger.advise(later, Receipt(BANK_REF, 500, uint32(TODAY)), _none());
        _onDay(CALLED);
        (ReceivableView memory s, uint256 flags) = (_state(later), _flags(id));
        _accelerateAs(supplier.addr, later, earlier);
        s.commitment = bytes30(Typed.hash(_called(later)));
        _eq(_stateHash(later), keccak256(abi.encode(s)), "state");
        _eq(_flags(id), flags, "flags");
        _eq(flags, ONE_ADVICE | CREDITED_FLAG | WRITTEN_OFF_FLAG | DISPUTED_FLAG | uint256(Status.Accepted), "all");
    }

    function test_the_holder_of_the_later_line_calls_whoever_holds_the_earlier() public {
        (Receivable memory earlier, Receivable memory later) = _lines();
        _transfer(_id(later), factor.addr);
        _onDay(CALLED);
        address[3] memory others = [supplier.addr, buyer.addr, stranger.addr];
        for (uint256 i; i < 3; ++i) {
            vm.expectRevert(_unauthorised(factor.addr, others[i], Verb.Accelerate));
            _accelerateAs(others[i], later, earlier);
        }
        _announce(later, earlier, factor.addr);
        _accelerateAs(factor.addr, later, earlier);
    }

    function test_a_consented_transfer_and_the_lock_stay() public {
        (Receivable memory earlier, Receivable memory later) = _pair();
        later.header.policy = 1;
        _accepted(earlier);
        bytes32 id = _accepted(later);
        _consentTransferAs(buyer.addr, later, factor.addr);
        _onDay(CALLED);
        _accelerateAs(supplier.addr, later, earlier);
        _eq(_tokenWord(id) & GUARDED_BIT, GUARDED_BIT, "locked");
        _transfer(id, factor.addr);
        _eq(_state(later).holder, factor.addr, "holder");
    }

    function test_one_default_calls_every_later_line() public {
        (Receivable memory earlier, Receivable memory later) = _lines();
        Receivable memory last = _copy(later);
        last.header.line = 9_999;
        _accepted(last);
        _onDay(CALLED);
        _accelerateAs(supplier.addr, later, earlier);
        _accelerateAs(supplier.addr, last, earlier);
        _true(_quote(_called(last)).open == AMOUNT && _quote(_called(later)).open == AMOUNT, "open");
    }

    // -------------------------------------------------------------------------------------------------- why it may not

    function test_acceleration_that_was_not_agreed() public {
        (Receivable memory earlier, Receivable memory later) = _pair();
        (later.terms.accelerationDays, earlier.terms.accelerationDays) = (0, DAYS);
        _accepted(earlier);
        _accepted(later);
        _onDay(TODAY + 89);
        _refuses(later, earlier, "terms");
    }

    function test_the_terms_of_the_line_that_is_called_decide() public {
        (Receivable memory earlier, Receivable memory later) = _pair();
        earlier.terms.accelerationDays = 0;
        _accepted(earlier);
        _accepted(later);
        _onDay(CALLED);
        _announce(later, earlier, supplier.addr);
        _accelerateAs(supplier.addr, later, earlier);
    }

    function test_only_an_earlier_line_of_the_same_invoice_counts() public {
        (, Receivable memory later) = _lines();
        for (uint256 i; i < 4; ++i) {
            Receivable memory other = _make(1);
            if (i == 0) other.header.supplier = factor.addr;
            if (i == 1) other.header.buyer = stranger.addr;
            if (i == 2) other.header.invoice = keccak256("another invoice");
            if (i == 3) other.header.line = 6;
            _accepted(other);
            _onDay(CALLED);
            _refuses(later, other, "invoice");
            _onDay(TODAY);
        }
        _onDay(CALLED);
        _refuses(later, later, "invoice");
    }

    function test_a_line_that_is_due_already_is_not_called() public {
        (Receivable memory earlier, Receivable memory later) = _lines();
        _onDay(TODAY + 90);
        _refuses(later, earlier, "due");
        _onDay(TODAY + 91);
        _refuses(later, earlier, "due");
        _onDay(TODAY + 89);
        _accelerateAs(supplier.addr, later, earlier);
        _refuses(_called(later), earlier, "due");
    }

    function test_the_earlier_line_is_more_than_the_agreed_days_overdue() public {
        (Receivable memory earlier, Receivable memory later) = _lines();
        _onDay(TODAY);
        _refuses(later, earlier, "overdue");
        _onDay(CALLED - 1);
        _refuses(later, earlier, "overdue");
        // At UTC+1 the day ends at 23:00 UTC.
        _warp(CALLED * 1 days - 1 hours - 1);
        _refuses(later, earlier, "overdue");
        _warp(CALLED * 1 days - 1 hours);
        _announce(later, earlier, supplier.addr);
        _accelerateAs(supplier.addr, later, earlier);
    }

    function test_each_line_has_its_own_midnight() public {
        (Receivable memory earlier, Receivable memory later) = _pair();
        (earlier.terms.utcOffset, later.terms.utcOffset) = (-600, 840);
        _accepted(earlier);
        _accepted(later);
        _warp(CALLED * 1 days + 10 hours - 1);
        _refuses(later, earlier, "overdue");
        _warp(CALLED * 1 days + 10 hours);
        // In the later line's zone the next day has begun.
        _eq(_called(later).terms.dueDay, CALLED + 1, "due day");
        _announce(later, earlier, supplier.addr);
        _accelerateAs(supplier.addr, later, earlier);
    }

    function test_the_shortest_and_the_longest_time_that_can_be_agreed() public {
        uint16[2] memory agreed = [1, 365];
        for (uint256 i; i < 2; ++i) {
            _onDay(TODAY);
            (Receivable memory earlier, Receivable memory later) = _pair();
            earlier.header.invoice = later.header.invoice = bytes32(i);
            (later.terms.accelerationDays, later.terms.dueDay) = (agreed[i], uint32(TODAY + 1_000));
            _accepted(earlier);
            _accepted(later);
            _onDay(TODAY + 30 + agreed[i]);
            _refuses(later, earlier, "overdue");
            _onDay(TODAY + 31 + agreed[i]);
            _accelerateAs(supplier.addr, later, earlier);
        }
    }

    function test_sealed_terms_of_any_days_call_nothing_early() public {
        (Receivable memory earlier, Receivable memory later) = _pair();
        earlier.terms.dueDay = type(uint32).max;
        later.terms.accelerationDays = type(uint16).max;
        _acceptedSealed(earlier);
        _acceptedSealed(later);
        _refuses(later, earlier, "overdue");
    }

    function test_R39_what_is_wholly_disputed_is_not_in_default() public {
        (Receivable memory earlier, Receivable memory later) = _lines();
        _disputeOf(earlier, AMOUNT);
        _onDay(CALLED);
        _refuses(later, earlier, "overdue");
    }

    function test_R39_what_is_disputed_but_for_a_cent_is_in_default() public {
        (Receivable memory earlier, Receivable memory later) = _lines();
        _disputeOf(earlier, AMOUNT - 1);
        _onDay(CALLED);
        _announce(later, earlier, supplier.addr);
        _accelerateAs(supplier.addr, later, earlier);
    }

    function test_what_was_disputed_is_compared_with_what_is_open_now() public {
        (Receivable memory earlier, Receivable memory later) = _lines();
        _disputeOf(earlier, 600_000);
        _pay(earlier, buyer.addr, 400_000);
        _onDay(CALLED);
        _refuses(later, earlier, "overdue");
        _pay(earlier, buyer.addr, 500_000);
        _refuses(later, earlier, "overdue");
    }

    function test_what_is_paid_but_for_its_charges_is_not_in_default() public {
        (Receivable memory earlier, Receivable memory later) = _pair();
        earlier.terms.allocation = 1;
        _accepted(earlier);
        _accepted(later);
        _onDay(CALLED);
        _pay(earlier, buyer.addr, AMOUNT);
        _false(_state(earlier).closed, "charges are due");
        _refuses(later, earlier, "overdue");
        _pay(earlier, buyer.addr, MAX);
        _refuses(later, earlier, "overdue");
    }

    function test_what_is_open_by_a_cent_or_written_off_is_in_default() public {
        (Receivable memory earlier, Receivable memory later) = _lines();
        _credit(earlier, AMOUNT - 1);
        _writeOffAs(supplier.addr, earlier);
        _onDay(CALLED);
        _announce(later, earlier, supplier.addr);
        _accelerateAs(supplier.addr, later, earlier);
    }

    function test_an_earlier_line_that_is_not_accepted_is_not_in_default() public {
        Status[5] memory statuses = [Status.Issued, Status.Queried, Status.Rejected, Status.Cancelled, Status.Split];
        for (uint256 i; i < statuses.length; ++i) {
            (Receivable memory earlier, Receivable memory later) = _pair();
            earlier.header.invoice = later.header.invoice = bytes32(i);
            earlier.header.policy = SPLITTABLE;
            _onDay(TODAY);
            _reach(earlier, statuses[i]);
            _accepted(later);
            _onDay(CALLED);
            _refuses(later, earlier, "overdue");
        }
    }

    function test_the_first_reason_is_named() public {
        (Receivable memory earlier, Receivable memory later) = _pair();
        later.terms.accelerationDays = 0;
        _issue(earlier);
        _accepted(later);
        _onDay(TODAY + 90);
        _refuses(later, later, "terms");
        (, later) = _pair();
        later.header.line = 6;
        _onDay(TODAY);
        _accepted(later);
        _onDay(TODAY + 90);
        _refuses(later, later, "invoice");
        _refuses(later, earlier, "due");
        _onDay(TODAY);
        _refuses(later, earlier, "overdue");
    }

    // -------------------------------------------------------------------------------------------------------- refusals

    function test_only_what_is_accepted_is_called() public {
        Status[5] memory statuses = [Status.Issued, Status.Queried, Status.Rejected, Status.Cancelled, Status.Split];
        for (uint256 i; i < statuses.length; ++i) {
            (Receivable memory earlier, Receivable memory later) = _pair();
            earlier.header.invoice = later.header.invoice = bytes32(i);
            later.header.policy = SPLITTABLE;
            _onDay(TODAY);
            _accepted(earlier);
            bytes32 id = _reach(later, statuses[i]);
            _onDay(CALLED);
            vm.expectRevert(_forbids(id, statuses[i], Verb.Accelerate));
            _accelerateAs(supplier.addr, later, earlier);
        }
    }

    function test_what_is_closed_is_not_called() public {
        (Receivable memory earlier, Receivable memory later) = _lines();
        _pay(later, buyer.addr, MAX);
        _onDay(CALLED);
        vm.expectRevert(_closedAlready(_id(later)));
        _accelerateAs(supplier.addr, later, earlier);
    }

    function test_only_what_was_agreed_is_opened_of_both_lines() public {
        (Receivable memory earlier, Receivable memory later) = _lines();
        _onDay(CALLED);
        Receivable memory other = _copy(earlier);
        other.terms.dueDay -= 1;
        vm.expectRevert(_mismatch(other));
        _accelerateAs(supplier.addr, later, other);
        other = _copy(earlier);
        other.header.line = 1;
        vm.expectRevert(_mismatch(other));
        _accelerateAs(supplier.addr, later, other);
        other = _copy(later);
        other.terms.accelerationDays = 1;
        vm.expectRevert(_mismatch(other));
        _accelerateAs(supplier.addr, other, earlier);
    }

    function test_the_last_revision_is_9999() public {
        (Receivable memory earlier, Receivable memory later) = _pair();
        later.header.revision = 9_999;
        _accepted(earlier);
        _accepted(later);
        _onDay(CALLED);
        vm.expectRevert(_notAmendable("revision", 10_000));
        _accelerateAs(supplier.addr, later, earlier);
    }

    function test_the_call_is_checked_in_the_order_of_the_manual() public {
        (Receivable memory earlier, Receivable memory later) = _pair();
        later.terms.accelerationDays = 0;
        later.header.revision = 9_999;
        bytes32 id = _issue(later);
        vm.expectRevert(_unauthorised(supplier.addr, stranger.addr, Verb.Accelerate));
        _accelerateAs(stranger.addr, later, earlier);
        vm.expectRevert(_forbids(id, Status.Issued, Verb.Accelerate));
        _accelerateAs(supplier.addr, later, earlier);
        _accept(later);
        vm.expectRevert(_mismatch(earlier));
        _accelerateAs(supplier.addr, later, earlier);
        _accepted(earlier);
        _refuses(later, earlier, "terms");
    }

    // --------------------------------------------------------------------------------------------------------- helpers

    /// @dev Lines 3 and 5 of one invoice: due in 30 days, and in 90 with acceleration.
    function _pair() private view returns (Receivable memory earlier, Receivable memory later) {
        (earlier, later) = (_make(1), _make(1));
        (earlier.header.line, later.header.line) = (3, 5);
        (later.terms.dueDay, later.terms.accelerationDays) = (uint32(TODAY + 90), DAYS);
        later.document = keccak256("the same invoice");
    }

    function _lines() private returns (Receivable memory earlier, Receivable memory later) {
        (earlier, later) = _pair();
        _accepted(earlier);
        _accepted(later);
    }

    function _onDay(uint256 day) private {
        _warp(day * 1 days + 10 hours);
    }

    function _dueOn(Receivable memory r, uint256 day) private pure returns (Receivable memory next) {
        next = _next(r);
        next.terms.dueDay = uint32(day);
        _tidy(next.terms);
    }

    /// @dev As the ledger derives it when it is called now.
    function _called(Receivable memory r) private view returns (Receivable memory) {
        return _dueOn(r, uint256(int256(clock) + int256(r.terms.utcOffset) * 60) / 1 days);
    }

    function _accelerateAs(address sender, Receivable memory r, Receivable memory overdue) private {
        vm.prank(sender);
        ledger.accelerate(r, overdue, _none());
    }

    function _announce(Receivable memory r, Receivable memory overdue, address by) private {
        Receivable memory next = _called(r);
        (bytes32 id, bytes32 other, bytes32 commitment) = (_id(r), _id(overdue), Typed.hash(next));
        vm.expectEmit(address(ledger));
        emit ILedger.ReceivableAccelerated(id, by, other, next.terms.dueDay, commitment);
    }

    function _refuses(Receivable memory r, Receivable memory overdue, bytes32 why) private {
        vm.expectRevert(abi.encodeWithSelector(ILedger.AccelerationForbidden.selector, _id(r), why));
        _accelerateAs(supplier.addr, r, overdue);
    }
}
