// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {Schedules} from "../../../contracts/libraries/Schedules.sol";
import {Words} from "../../../contracts/libraries/Words.sol";
import {Schedule, Stage} from "../../../contracts/types/CollectionTypes.sol";
import {Status} from "../../../contracts/types/Types.sol";
import {Base} from "../support/Base.sol";
import {ScheduleModel} from "./ScheduleModel.sol";

/// @dev What the library reckons, called from outside.
contract SchedulesHarness {
    using Schedules for Schedule;
    using Schedules for uint256;

    function pack(Schedule calldata s) external pure returns (uint256) {
        return s.pack();
    }

    function unpack(uint256 agreed) external pure returns (Schedule memory) {
        return Schedules.unpack(agreed);
    }

    function adopt(
        uint256 before,
        uint256 agreed,
        bytes32 c,
        uint32 dueDay,
        int16 zone
    ) external pure returns (uint256) {
        return before.adopt(agreed, c, dueDay, zone);
    }

    function isFor(uint256 adopted, uint256 commitment) external pure returns (bool) {
        return adopted.isFor(commitment);
    }

    /// @dev Of an adopted word: agreed word, due day, offset of UTC, last cycle of a stage.
    function fields(uint256 adopted, Stage stage) external pure returns (uint256, uint32, int16, uint256) {
        return (adopted.agreedOf(), adopted.dueDayOf(), adopted.utcOffsetOf(), adopted.cycleOf(stage));
    }

    /// @dev Earliest and next instant of a stage.
    function instants(uint256 adopted, Stage stage) external pure returns (uint256, uint256) {
        return (adopted.earliest(stage), adopted.next(stage));
    }

    function cycleAt(uint256 adopted, Stage stage, uint256 instant) external pure returns (uint256) {
        return adopted.cycleAt(stage, instant);
    }

    function withCycle(uint256 adopted, Stage stage, uint256 cycle) external pure returns (uint256) {
        return adopted.withCycle(stage, cycle);
    }
}

/// @notice The words of schedules against a model that shares nothing with them: lists of days, and days counted one by
/// one.
contract SchedulesTest is Base {
    uint256 private constant MAX = type(uint256).max;

    SchedulesHarness private harness = new SchedulesHarness();

    /// @dev Mostly one that may be agreed; now and then any.
    function _anySchedule(uint256 seed) private pure returns (int16[7] memory days_, uint16 cycleDays) {
        uint256 last = seed % 3_000;
        for (uint256 i; i < 7; ++i) {
            uint256 dice = uint256(keccak256(abi.encode(seed, i)));
            last += (dice >> 8) % 300;
            days_[i] = int16(int256(last) - 1_000);
            if (dice % 6 == 0) days_[i] = type(int16).max;
            if (dice % 31 == 1) days_[i] = int16(uint16(dice >> 16));
        }
        uint256 any = uint256(keccak256(abi.encode(seed, "cycle")));
        cycleDays = any % 4 == 0 ? 0 : uint16(7 + ((any >> 8) % 60));
        if (any % 13 == 1) cycleDays = uint16(any >> 16);
    }

    function _packed(uint256 seed) private view returns (uint256 agreed, int16[7] memory days_, uint16 cycleDays) {
        (days_, cycleDays) = _anySchedule(seed);
        agreed = harness.pack(ScheduleModel.scheduleOf(days_, cycleDays));
        vm.assume(agreed != 0);
    }

    /// hardhat-config: fuzz.runs = 3000
    function test_a_schedule_is_packed_exactly_if_it_may_be_agreed_and_read_back_as_it_was(uint256 seed) public view {
        (int16[7] memory days_, uint16 cycleDays) = _anySchedule(seed);
        uint256 agreed = harness.pack(ScheduleModel.scheduleOf(days_, cycleDays));
        _true((agreed != 0) == ScheduleModel.isValid(days_, cycleDays), "agreeable");
        if (agreed == 0) return;
        _true(agreed < 1 << 96, "96 bits");
        Schedule memory read = harness.unpack(agreed);
        _eq(
            keccak256(abi.encode(read)),
            keccak256(abi.encode(ScheduleModel.scheduleOf(days_, cycleDays))),
            "read back"
        );
    }

    /// hardhat-config: fuzz.runs = 1000
    function test_an_adopted_word_says_what_was_adopted_for_which_commitment(
        uint256 seed,
        bytes32 commitment,
        uint32 dueDay,
        int16 zone
    ) public view {
        (uint256 agreed, , ) = _packed(seed);
        uint256 word = harness.adopt(0, agreed, commitment, dueDay, zone);
        for (uint8 i; i < 7; ++i) {
            (uint256 a, uint32 d, int16 z, uint256 cycle) = harness.fields(word, Stage(i));
            _true(a == agreed && z == zone && cycle == 0, "schedule, zone, no cycle");
            _eq(d, dueDay > 16_777_215 ? 16_777_215 : dueDay, "due day");
        }
        _true(harness.isFor(word, uint256(commitment)), "for it");
        _true(harness.isFor(word, Words.pack(commitment, Status.Accepted)), "for the ledger's word of it");
        uint256 flipped = uint256(commitment) ^ (1 << (192 + (seed % 64)));
        _false(harness.isFor(word, flipped), "for no other");
    }

    /// @dev An adopted word in which each stage has a cycle of the seed's bytes.
    function _recorded(uint256 agreed, uint32 day, uint256 seed) private view returns (uint256 word) {
        word = harness.adopt(0, agreed, keccak256("first"), day, 0);
        for (uint8 i; i < 7; ++i) word = harness.withCycle(word, Stage(i), (seed >> (8 * i)) & 0xff);
    }

    /// hardhat-config: fuzz.runs = 1000
    function test_cycles_are_kept_exactly_if_days_zone_and_schedule_are(
        uint256 seed,
        uint256 other,
        uint32 due
    ) public view {
        (uint256 agreed, , ) = _packed(seed % 4);
        (uint256 again, , ) = _packed(other % 4);
        uint32 day = due % 100_000;
        int16 zone = int16(int256(other % 3) - 1);
        uint256 word = _recorded(agreed, day, seed);
        bool isSame = agreed == again && zone == 0 && other % 5 != 0;
        if (other % 5 == 0) ++day;
        word = harness.adopt(word, again, keccak256("second"), day, zone);
        for (uint8 i; i < 7; ++i) {
            (, , , uint256 cycle) = harness.fields(word, Stage(i));
            _eq(cycle, isSame ? (seed >> (8 * i)) & 0xff : 0, "cycle");
        }
        (uint256 a, uint32 d, int16 z, ) = harness.fields(word, Stage.Firm);
        _true(a == again && d == day && z == zone, "fields");
    }

    /// hardhat-config: fuzz.runs = 1000
    function test_a_stage_begins_with_the_first_second_of_its_day_on_the_clock_of_the_terms(
        uint256 seed,
        uint32 dueDay,
        int16 zone
    ) public view {
        (uint256 agreed, int16[7] memory days_, ) = _packed(seed);
        dueDay %= 1 << 20;
        uint256 word = harness.adopt(0, agreed, 0, dueDay, zone);
        for (uint8 i; i < 7; ++i) {
            (uint256 earliest, ) = harness.instants(word, Stage(i));
            if (days_[i] == type(int16).max) {
                _eq(earliest, MAX, "never");
                continue;
            }
            int256 day = int256(uint256(dueDay)) + days_[i];
            _true(ScheduleModel.localDay(earliest, zone) >= day, "on its day");
            if (earliest != 0) _true(ScheduleModel.localDay(earliest - 1, zone) < day, "not a second sooner");
        }
    }

    /// hardhat-config: fuzz.runs = 1000
    function test_cycles_are_counted_from_the_first_day_on(uint256 seed, uint32 dueDay, uint256 wait) public view {
        (uint256 agreed, int16[7] memory days_, uint16 cycleDays) = _packed(seed);
        uint256 word = harness.adopt(0, agreed, 0, dueDay % (1 << 20), int16(int256(seed % 1_560) - 720));
        Stage stage = Stage(seed % 7);
        if (days_[uint8(stage)] == type(int16).max) return;
        (uint256 earliest, uint256 next) = harness.instants(word, stage);
        _eq(next, earliest, "at first");
        uint256 instant = earliest + (wait % 5_000 days);
        uint256 cycle = ScheduleModel.cycleAt(earliest, cycleDays, instant);
        _eq(harness.cycleAt(word, stage, instant), cycle, "cycle");
        word = harness.withCycle(word, stage, cycle);
        (, next) = harness.instants(word, stage);
        if (cycleDays == 0 || cycle == 255) return _eq(next, MAX, "never again");
        _true(next > instant && next - instant <= uint256(cycleDays) * 1 days, "within a cycle's days");
        _eq(harness.cycleAt(word, stage, next), cycle + 1, "the next one");
        _eq(harness.cycleAt(word, stage, next - 1), cycle, "not a second sooner");
    }

    /// hardhat-config: fuzz.runs = 1000
    function test_recording_a_stage_changes_its_own_cycle_alone(uint256 word, uint8 which, uint8 cycle) public view {
        Stage stage = Stage(which % 7);
        uint256 after_ = harness.withCycle(word, stage, cycle);
        _eq(uint8(after_ >> (8 * uint8(stage))), cycle, "its cycle");
        uint256 mask = uint256(0xff) << (8 * uint8(stage));
        _eq(after_ & ~mask, word & ~mask, "the rest");
    }
}
