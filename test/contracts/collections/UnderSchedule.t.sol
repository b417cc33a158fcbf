// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {ICollections} from "../../../contracts/interfaces/ICollections.sol";
import {CollectionRecord, RecordKind, Schedule, Stage} from "../../../contracts/types/CollectionTypes.sol";
import {Receivable, Terms} from "../../../contracts/types/Types.sol";
import {CollectionWorld} from "./CollectionWorld.sol";

/// @notice Under an adopted schedule no stage is recorded before its day, and none twice in a cycle.
contract UnderScheduleTest is CollectionWorld {
    function _scheduledIn(int16 utcOffset, Schedule memory s) private returns (Receivable memory r) {
        Terms memory t = _plainTerms();
        t.utcOffset = utcOffset;
        r = _make(1, t);
        _accepted(r);
        _agreed(s);
        _adopt(r, s);
    }

    /// @dev Refused a second before, recorded in the first second of its day, refused in the same one again.
    function _comesOn(Receivable memory r, Stage stage, int256 daysAfterDue) private {
        uint256 first = _instantOf(r.terms, daysAfterDue);
        _eq(collections.earliestOf(_id(r), stage), first, "earliest");
        _warp(first - 1);
        vm.expectRevert(_tooEarly(r, stage, first));
        _record(r, stage);
        _warp(first);
        _announce(r, stage, 1);
        _record(r, stage);
        vm.expectRevert(_alreadyRecorded(r, stage, 1));
        _record(r, stage);
    }

    function _announce(Receivable memory r, Stage stage, uint256 cycle) private {
        (bytes32 id, address s) = (_id(r), supplier.addr);
        vm.expectEmit(address(collections));
        emit ICollections.CollectionRecorded(id, s, s, s, _entry(stage), 0, cycle, "");
    }

    // --------------------------------------------------------------------------------------------------- first days

    function test_no_stage_comes_before_its_day_to_the_second_in_any_time_zone() public {
        int16[5] memory zones = [int16(0), 60, 840, -720, 345];
        Schedule memory s = _schedule();
        for (uint256 z; z < 5; ++z) {
            _warp(START);
            Terms memory t = _plainTerms();
            t.utcOffset = zones[z];
            Receivable memory r = _make(z, t);
            _accepted(r);
            _agreed(s);
            _adopt(r, s);
            for (uint8 i; i < 6; ++i) _comesOn(r, Stage(i), _dayOf(s, Stage(i)));
        }
    }

    function test_the_day_begins_by_the_clock_of_the_terms() public {
        // Due on 14 February 2026; the day after begins at 00:00 in Kiritimati, 10:00 UTC of the 14th.
        Receivable memory r = _scheduledIn(840, _schedule());
        _eq(collections.earliestOf(_id(r), Stage.Friendly), (TODAY + 31) * 1 days - 14 hours, "ahead");
        _warp((TODAY + 31) * 1 days - 14 hours - 1);
        vm.expectRevert(_tooEarly(r, Stage.Friendly, clock + 1));
        _record(r, Stage.Friendly);
    }

    function test_a_reminder_before_the_due_date_waits_for_its_day_too() public {
        Receivable memory r = _scheduled(1);
        uint256 first = _instantOf(r.terms, -7);
        _warp(first - 1);
        vm.expectRevert(_tooEarly(r, Stage.PreDue, first));
        _record(r, Stage.PreDue);
        _warp(first);
        _record(r, Stage.PreDue);
    }

    function test_a_stage_that_was_agreed_for_never_never_comes() public {
        Receivable memory r = _scheduled(1);
        _eq(collections.earliestOf(_id(r), Stage.Agency), MAX, "never");
        _warp(clock + 50 * 365 days);
        vm.expectRevert(_tooEarly(r, Stage.Agency, MAX));
        _record(r, Stage.Agency);
    }

    function test_a_stage_does_not_need_those_before_it() public {
        Receivable memory r = _scheduled(1);
        _warp(_instantOf(r.terms, 60));
        _record(r, Stage.Legal);
        _record(r, Stage.Friendly);
    }

    function test_a_contact_keeps_to_the_day_as_a_demand_does() public {
        Receivable memory r = _scheduled(1);
        uint256 first = _instantOf(r.terms, 1);
        _warp(first);
        CollectionRecord memory entry = _entry(Stage.Friendly);
        (entry.kind, entry.doneAt) = (RecordKind.Contact, uint40(first - 1));
        vm.expectRevert(_tooEarly(r, Stage.Friendly, first));
        _record(r, entry, _noClaim());
        entry.doneAt = uint40(first);
        _record(r, entry, _noClaim());
        vm.expectRevert(_alreadyRecorded(r, Stage.Friendly, 1));
        _record(r, Stage.Friendly);
    }

    function test_days_before_1970_are_a_day_like_any_other() public {
        Terms memory t = _plainTerms();
        t.dueDay = 3;
        Receivable memory r = _make(1, t);
        _accepted(r);
        Schedule memory s = Schedule(-1_000, -3, 0, 0, 0, 0, 0, 7);
        _agreed(s);
        _adopt(r, s);
        _eq(collections.earliestOf(_id(r), Stage.PreDue), 0, "from the first second on");
        _eq(collections.earliestOf(_id(r), Stage.Friendly), 0, "an hour before it");
        _record(r, Stage.Friendly);
    }

    // ------------------------------------------------------------------------------------------------------- cycles

    function test_a_stage_comes_again_in_each_cycle_once() public {
        Receivable memory r = _scheduled(1);
        for (uint256 cycle = 1; cycle < 6; ++cycle) {
            uint256 first = _instantOf(r.terms, 1 + 14 * int256(cycle - 1));
            _eq(collections.earliestOf(_id(r), Stage.Friendly), first, "next");
            if (cycle > 1) {
                _warp(first - 1);
                vm.expectRevert(_alreadyRecorded(r, Stage.Friendly, cycle - 1));
                _record(r, Stage.Friendly);
            }
            _warp(first);
            _announce(r, Stage.Friendly, cycle);
            _record(r, Stage.Friendly);
            _eq(_adoptedOf(r).cycles[1], cycle, "kept");
        }
    }

    function test_a_cycle_that_was_missed_is_not_made_up_for_after_a_later_one() public {
        Receivable memory r = _scheduled(1);
        _warp(_instantOf(r.terms, 1 + 14 * 3));
        _announce(r, Stage.Friendly, 4);
        _record(r, Stage.Friendly);
        CollectionRecord memory entry = _entry(Stage.Friendly);
        entry.doneAt = uint40(_instantOf(r.terms, 1 + 14));
        vm.expectRevert(_alreadyRecorded(r, Stage.Friendly, 2));
        _record(r, entry, _noClaim());
    }

    function test_what_was_done_in_earlier_cycles_may_be_recorded_later_once_each_and_in_order() public {
        Receivable memory r = _scheduled(1);
        _warp(_instantOf(r.terms, 1 + 14 * 3));
        for (uint256 cycle = 1; cycle < 5; ++cycle) {
            CollectionRecord memory entry = _entry(Stage.Friendly);
            entry.doneAt = uint40(_instantOf(r.terms, 1 + 14 * int256(cycle) - 1));
            if (cycle == 4) entry.doneAt = uint40(clock);
            _record(r, entry, _noClaim());
        }
        vm.expectRevert(_alreadyRecorded(r, Stage.Friendly, 4));
        _record(r, Stage.Friendly);
    }

    function test_each_stage_has_cycles_of_its_own() public {
        Receivable memory r = _scheduled(1);
        _warp(_instantOf(r.terms, 61));
        for (uint8 i; i < 6; ++i) _record(r, Stage(i));
        for (uint8 i; i < 6; ++i) {
            uint256 daysSince = uint256(61 - _dayOf(_schedule(), Stage(i)));
            _eq(_adoptedOf(r).cycles[i], 1 + daysSince / 14, "cycle");
        }
    }

    function test_without_cycles_a_stage_comes_once() public {
        Schedule memory s = _schedule();
        s.cycleDays = 0;
        Receivable memory r = _scheduledIn(60, s);
        _warp(_instantOf(r.terms, 400));
        _announce(r, Stage.Firm, 1);
        _record(r, Stage.Firm);
        _eq(collections.earliestOf(_id(r), Stage.Firm), MAX, "never again");
        _warp(clock + 4_000 days);
        vm.expectRevert(_alreadyRecorded(r, Stage.Firm, 1));
        _record(r, Stage.Firm);
    }

    function test_the_255th_cycle_is_the_last() public {
        Schedule memory s = _schedule();
        s.cycleDays = 7;
        Receivable memory r = _scheduledIn(60, s);
        _warp(_instantOf(r.terms, 1 + 7 * 253));
        _announce(r, Stage.Friendly, 254);
        _record(r, Stage.Friendly);
        _warp(_instantOf(r.terms, 1 + 7 * 400));
        _announce(r, Stage.Friendly, 255);
        _record(r, Stage.Friendly);
        _eq(collections.earliestOf(_id(r), Stage.Friendly), MAX, "never again");
        _warp(clock + 365 days);
        vm.expectRevert(_alreadyRecorded(r, Stage.Friendly, 255));
        _record(r, Stage.Friendly);
    }

    // ------------------------------------------------------------------------------------------------- amendments

    function test_an_outdated_schedule_lets_no_stage_through() public {
        Receivable memory r = _scheduled(1);
        Receivable memory next = _next(r);
        next.terms.dueDay += 30;
        _warp(_instantOf(r.terms, 20));
        _agree(r, next);
        vm.expectRevert(_fault(ICollections.ScheduleOutdated.selector, r));
        _record(next, Stage.Friendly);
        _adopt(next, _schedule());
        vm.expectRevert(_tooEarly(r, Stage.Friendly, _instantOf(next.terms, 1)));
        _record(next, Stage.Friendly);
    }

    function test_a_part_of_a_split_has_no_schedule_until_it_is_adopted_for_it() public {
        Receivable memory r = _splittable(1);
        _accepted(r);
        _agreed(_schedule());
        _adopt(r, _schedule());
        _splitAs(supplier.addr, r, _halves(r));
        Receivable memory part = _partsOf(r, _halves(r))[0];
        vm.expectRevert(_fault(ICollections.NothingToCollect.selector, r));
        _record(r, Stage.PreDue);
        _record(part, Stage.Legal);
        _adoptAs(buyer.addr, part, _schedule(), address(0));
        vm.expectRevert(_tooEarly(part, Stage.Legal, _instantOf(part.terms, 60)));
        _record(part, Stage.Legal);
    }

    function test_steps_and_answers_know_no_schedule() public {
        Receivable memory r = _scheduled(1);
        for (uint256 i; i < 2; ++i) _stepAs(supplier.addr, _id(r), supplier.addr, supplier.addr);
        _eq(_adoptedOf(r).cycles[6], 0, "no cycle");
    }

    function test_whoever_buys_it_goes_on_in_the_same_cycles() public {
        Receivable memory r = _scheduled(1);
        _warp(_instantOf(r.terms, 1));
        _record(r, Stage.Friendly);
        _transfer(_id(r), factor.addr);
        vm.expectRevert(_alreadyRecorded(r, Stage.Friendly, 1));
        _recordAs(factor.addr, _id(r), factor.addr, factor.addr, _entry(Stage.Friendly), _noClaim());
    }
}
