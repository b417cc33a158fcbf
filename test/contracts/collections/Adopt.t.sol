// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {ICollections} from "../../../contracts/interfaces/ICollections.sol";
import {Adopted, Schedule, Stage} from "../../../contracts/types/CollectionTypes.sol";
import {Receivable, Terms, Verb} from "../../../contracts/types/Types.sol";
import {Typed} from "../support/Typed.sol";
import {CollectionWorld} from "./CollectionWorld.sol";
import {TypedCollections} from "./TypedCollections.sol";

/// @notice When an agreed schedule comes to count for a receivable, and for how long.
contract AdoptTest is CollectionWorld {
    Schedule internal other = Schedule(NEVER_DAY, 5, 15, 25, 35, 65, 90, 30);

    function _stands(Receivable memory r, Schedule memory s) internal view {
        Adopted memory a = _adoptedOf(r);
        _eq(TypedCollections.hash(a.schedule), TypedCollections.hash(s), "schedule");
        _eq(a.dueDay, r.terms.dueDay, "due day");
        _true(a.utcOffset == r.terms.utcOffset && a.isCurrent, "zone, current");
    }

    // -------------------------------------------------------------------------------------- while the supplier holds

    function test_anyone_who_can_open_it_adopts_what_both_agreed() public {
        _agreed(_schedule());
        address[4] memory senders = [supplier.addr, buyer.addr, stranger.addr, relayer.addr];
        for (uint256 i; i < 4; ++i) {
            Receivable memory r = _ready(i);
            vm.expectEmit(address(collections));
            emit ICollections.ScheduleAdopted(
                _id(r),
                senders[i],
                Typed.hash(r),
                r.terms.dueDay,
                r.terms.utcOffset,
                _schedule()
            );
            _adoptAs(senders[i], r, _schedule(), address(0));
            _stands(r, _schedule());
        }
    }

    function test_it_may_be_adopted_before_the_buyer_accepts() public {
        Receivable memory r = _make(1, _plainTerms());
        _issue(r);
        _agreed(_schedule());
        _adopt(r, _schedule());
        _accept(r);
        _stands(r, _schedule());
    }

    function test_nothing_is_adopted_until_it_is() public {
        Receivable memory r = _ready(1);
        _agreed(_schedule());
        (bool isAdopted, Adopted memory a) = collections.adoptedOf(_id(r));
        _false(isAdopted || a.isCurrent, "not adopted");
        _eq(collections.earliestOf(_id(r), Stage.Legal), 0, "any time");
    }

    function test_what_is_not_agreed_is_not_adopted() public {
        Receivable memory r = _ready(1);
        vm.expectRevert(_notAgreed());
        _adopt(r, _schedule());
        _agreed(other);
        vm.expectRevert(_notAgreed());
        _adopt(r, _schedule());
        vm.expectRevert(_notAgreed());
        _adopt(r, Schedule(1, 0, 0, 0, 0, 0, 0, 0));
    }

    function test_what_two_others_agreed_is_not_adopted() public {
        Receivable memory r = _ready(1);
        _agreed(_schedule(), buyer, supplier);
        _agreed(_schedule(), supplier, stranger);
        vm.expectRevert(_notAgreed());
        _adopt(r, _schedule());
    }

    function test_it_takes_the_very_receivable() public {
        Receivable memory r = _ready(1);
        _agreed(_schedule());
        Receivable memory wrong = _copy(r);
        wrong.terms.dueDay -= 60;
        vm.expectRevert(_mismatch(_id(r), wrong));
        _adopt(wrong, _schedule());
        Receivable memory unknown = _make(2, _plainTerms());
        vm.expectRevert(_mismatch(_id(unknown), unknown));
        _adopt(unknown, _schedule());
    }

    function test_what_counts_already_is_not_adopted_again() public {
        Receivable memory r = _scheduled(1);
        _agreed(other);
        vm.expectRevert(_fault(ICollections.ScheduleAlreadyAdopted.selector, r));
        _adopt(r, other);
        _stands(r, _schedule());
    }

    // --------------------------------------------------------------------------------------------------- after a sale

    function test_after_a_sale_the_holder_alone_adopts() public {
        Receivable memory r = _ready(1);
        _agreed(_schedule());
        _transfer(_id(r), factor.addr);
        address[3] memory others = [supplier.addr, buyer.addr, stranger.addr];
        for (uint256 i; i < 3; ++i) {
            vm.expectRevert(_notCreditor(_id(r), others[i]));
            _adoptAs(others[i], r, _schedule(), others[i]);
            vm.expectRevert(_unauthorised(factor.addr, others[i], Verb.AgreeCollection));
            _adoptAs(others[i], r, _schedule(), factor.addr);
        }
        _adoptAs(factor.addr, r, _schedule(), factor.addr);
        _stands(r, _schedule());
    }

    function test_what_was_adopted_before_a_sale_stays() public {
        Receivable memory r = _scheduled(1);
        _transfer(_id(r), factor.addr);
        _stands(r, _schedule());
    }

    function test_what_supplier_and_buyer_agree_after_a_sale_binds_nobody_else() public {
        Receivable memory r = _scheduled(1);
        _transfer(_id(r), factor.addr);
        _agreed(other);
        _stands(r, _schedule());
    }

    /// @dev The two exchange the schedule just before the factor's own call.
    function test_no_other_schedule_is_slipped_under_whoever_adopts() public {
        Receivable memory r = _ready(1);
        _agreed(_schedule());
        _transfer(_id(r), factor.addr);
        _agreed(Schedule(NEVER_DAY, NEVER_DAY, NEVER_DAY, NEVER_DAY, NEVER_DAY, NEVER_DAY, NEVER_DAY, 0));
        vm.expectRevert(_notAgreed());
        _adoptAs(factor.addr, r, _schedule(), factor.addr);
    }

    // ---------------------------------------------------------------------------------------------- after an amendment

    function test_an_amendment_outdates_it_until_it_is_adopted_again() public {
        Receivable memory r = _scheduled(1);
        Receivable memory next = _next(r);
        next.terms.amount += 1;
        _agree(r, next);
        _false(_adoptedOf(r).isCurrent, "outdated");
        vm.expectRevert(_mismatch(_id(r), r));
        _adopt(r, _schedule());
        _adopt(next, _schedule());
        _stands(next, _schedule());
    }

    function test_cycles_stay_where_due_day_zone_and_schedule_do() public {
        Receivable memory r = _scheduled(1);
        _warp(_instantOf(r.terms, 15));
        _record(r, Stage.Friendly);
        Receivable memory next = _next(r);
        next.terms.amount -= 1;
        _agree(r, next);
        _adopt(next, _schedule());
        _eq(_adoptedOf(r).cycles[1], 2, "second cycle");
        vm.expectRevert(_alreadyRecorded(r, Stage.Friendly, 2));
        _record(next, Stage.Friendly);
    }

    function test_another_due_day_begins_anew() public {
        _beginsAnewWith(5, 0, _schedule());
    }

    function test_another_time_zone_begins_anew() public {
        _beginsAnewWith(0, 60, _schedule());
    }

    function test_another_schedule_begins_anew() public {
        _beginsAnewWith(0, 0, other);
    }

    function _beginsAnewWith(uint32 days_, int16 minutes_, Schedule memory s) private {
        Receivable memory r = _scheduled(1);
        _warp(_instantOf(r.terms, 25));
        _record(r, Stage.Friendly);
        Receivable memory next = _next(r);
        next.terms.dueDay += days_;
        next.terms.utcOffset += minutes_;
        _agree(r, next);
        _agreed(s);
        _adopt(next, s);
        _stands(next, s);
        _eq(_adoptedOf(r).cycles[1], 0, "nothing recorded");
        _eq(collections.earliestOf(_id(r), Stage.Friendly), _instantOf(next.terms, s.friendlyDay), "from its day on");
    }

    function test_a_line_that_is_called_due_is_adopted_again_from_its_new_day() public {
        Terms memory t = _plainTerms();
        t.accelerationDays = 10;
        Receivable memory overdue = _make(1, t);
        Receivable memory later = _copy(overdue);
        (later.header.line, later.terms.dueDay) = (1, t.dueDay + 90);
        _accepted(overdue);
        _accepted(later);
        _agreed(_schedule());
        _adopt(later, _schedule());
        _warp(_instantOf(t, 20));
        vm.prank(supplier.addr);
        ledger.accelerate(later, overdue, _none());
        vm.expectRevert(_fault(ICollections.ScheduleOutdated.selector, later));
        _record(later, Stage.PreDue);
        (later.terms.dueDay, later.header.revision) = (t.dueDay + 20, 1);
        _adopt(later, _schedule());
        _stands(later, _schedule());
    }

    // --------------------------------------------------------------------------------------------------- sealed terms

    function test_sealed_terms_of_any_due_day_and_zone_are_adopted_and_no_stage_comes_before_them() public {
        _agreed(_schedule());
        uint32[4] memory dueDays = [uint32(0), 1, (1 << 24) - 1, 1 << 24];
        int16[4] memory zones = [type(int16).min, -721, 841, type(int16).max];
        for (uint256 i; i < 4; ++i) {
            Terms memory t = _plainTerms();
            (t.dueDay, t.utcOffset) = (dueDays[i], zones[i]);
            Receivable memory r = _make(i, t);
            _acceptedSealed(r);
            _adopt(r, _schedule());
            Adopted memory a = _adoptedOf(r);
            _eq(a.dueDay, i == 3 ? (1 << 24) - 1 : dueDays[i], "due day");
            _true(a.utcOffset == zones[i], "zone");
            t.dueDay = a.dueDay;
            int256 first = int256(uint256(t.dueDay) * 1 days) - int256(zones[i]) * 1 minutes + 1 days;
            uint256 instant = first < 0 ? 0 : uint256(first);
            _eq(collections.earliestOf(_id(r), Stage.Friendly), instant, "first day");
        }
    }
}
