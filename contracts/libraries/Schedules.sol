// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {Schedule, Stage} from "../types/CollectionTypes.sol";

/// @title The words of schedules of collection
/// @notice agreed    schedule 96 (cycle days 12 | first days of the seven stages 12 each, as below)
/// adopted   commitment's first 64 bits 64 | due day 24 | offset of UTC 16 | schedule 96 | last cycles 7 x 8
/// A first day is kept as itself plus 1,024, all ones for never; a last cycle as its number from 1, 0 for none. An
/// agreed word is never zero, since never is all ones and any other first day above zero.
library Schedules {
    uint256 internal constant STAGES = 7;
    uint256 private constant SCHEDULE_SHIFT = 56;
    uint256 private constant OFFSET_SHIFT = 152;
    uint256 private constant DUE_SHIFT = 168;
    uint256 private constant TAG_SHIFT = 192;
    uint256 private constant TAG_BITS = 64;
    uint256 private constant MAX_DUE_DAY = (1 << 24) - 1;
    uint256 private constant CYCLES_MASK = (1 << SCHEDULE_SHIFT) - 1;
    uint256 private constant SCHEDULE_MASK = (1 << 96) - 1;
    uint256 private constant CYCLE_DAYS_SHIFT = 84;
    uint256 private constant DAY_MASK = (1 << 12) - 1;
    uint256 private constant DAY_BITS = 12;
    int256 private constant NEVER = type(int16).max;
    uint256 private constant MAX_CYCLES = type(uint8).max;
    int256 private constant DAY_BIAS = 1_024;

    /// @notice The agreed word; zero if the schedule may not be agreed.
    function pack(Schedule calldata s) internal pure returns (uint256 word) {
        if (s.cycleDays > 4_000 || (s.cycleDays != 0 && s.cycleDays < 7)) return 0;
        word = uint256(s.cycleDays) << CYCLE_DAYS_SHIFT;
        int256 last = -1_000;
        for (uint256 i; i < STAGES; ++i) {
            int256 day;
            // The days lie in calldata as words, in the order of the stages.
            assembly ("memory-safe") {
                day := calldataload(add(s, mul(i, 0x20)))
            }
            uint256 kept = DAY_MASK;
            if (day != NEVER) {
                if (day < last || day > 3_000) return 0;
                last = day;
                kept = uint256(day + DAY_BIAS);
            }
            word |= kept << (DAY_BITS * i);
        }
    }

    /// @notice Reads a schedule out of an agreed word.
    function unpack(uint256 agreed) internal pure returns (Schedule memory s) {
        for (uint256 i; i < STAGES; ++i) {
            uint256 kept = (agreed >> (DAY_BITS * i)) & DAY_MASK;
            int256 day = kept == DAY_MASK ? NEVER : int256(kept) - DAY_BIAS;
            assembly ("memory-safe") {
                mstore(add(s, mul(i, 0x20)), day)
            }
        }
        s.cycleDays = uint16((agreed >> CYCLE_DAYS_SHIFT) & DAY_MASK);
    }

    /// @notice The word of what is adopted now. @param before That of what was adopted before, or zero. Its cycles stay
    /// if due day, zone and schedule do: then no stage begins anew. @param dueDay Above 2^24 - 1, which only sealed
    /// terms can say, it counts as that.
    function adopt(
        uint256 before,
        uint256 agreed,
        bytes32 commitment,
        uint32 dueDay,
        int16 utcOffset
    ) internal pure returns (uint256 word) {
        uint256 tag = uint256(commitment) >> TAG_SHIFT;
        uint256 day = dueDay > MAX_DUE_DAY ? MAX_DUE_DAY : dueDay;
        uint256 offset = uint16(utcOffset);
        word = (tag << TAG_SHIFT) | (day << DUE_SHIFT) | (offset << OFFSET_SHIFT) | (agreed << SCHEDULE_SHIFT);
        bool isSame = ((before ^ word) << TAG_BITS) >> (TAG_BITS + SCHEDULE_SHIFT) == 0;
        if (isSame) word |= before & CYCLES_MASK;
    }

    /// @notice Whether the word was adopted for this commitment, or the ledger's word of it.
    function isFor(uint256 adopted, uint256 commitment) internal pure returns (bool) {
        return (adopted ^ commitment) >> TAG_SHIFT == 0;
    }

    function agreedOf(uint256 adopted) internal pure returns (uint256) {
        return (adopted >> SCHEDULE_SHIFT) & SCHEDULE_MASK;
    }

    function dueDayOf(uint256 adopted) internal pure returns (uint32) {
        return uint32((adopted >> DUE_SHIFT) & MAX_DUE_DAY);
    }

    function utcOffsetOf(uint256 adopted) internal pure returns (int16) {
        return int16(uint16(adopted >> OFFSET_SHIFT));
    }

    /// @notice The last cycle in which a stage was recorded, from 1; 0 for none.
    function cycleOf(uint256 adopted, Stage stage) internal pure returns (uint256) {
        return (adopted >> (8 * uint256(stage))) & MAX_CYCLES;
    }

    /// @notice When a stage may first be recorded, unix seconds: the first second of its first day by the clock of the
    /// receivable's terms; 2^256 - 1 for never.
    function earliest(uint256 adopted, Stage stage) internal pure returns (uint256) {
        uint256 kept = (agreedOf(adopted) >> (DAY_BITS * uint256(stage))) & DAY_MASK;
        if (kept == DAY_MASK) return type(uint256).max;
        int256 day = int256(uint256(dueDayOf(adopted))) + int256(kept) - DAY_BIAS;
        int256 instant = day * 1 days - int256(utcOffsetOf(adopted)) * 1 minutes;
        return instant < 0 ? 0 : uint256(instant);
    }

    /// @notice The cycle of a stage in which an instant lies, from 1, at most 255. @param instant No earlier than the
    /// earliest of the stage.
    function cycleAt(uint256 adopted, Stage stage, uint256 instant) internal pure returns (uint256 cycle) {
        uint256 cycleDays = _cycleDaysOf(adopted);
        if (cycleDays == 0) return 1;
        cycle = 1 + (instant - earliest(adopted, stage)) / (cycleDays * 1 days);
        if (cycle > MAX_CYCLES) cycle = MAX_CYCLES;
    }

    /// @notice When a stage may be recorded next, unix seconds; 2^256 - 1 for never.
    function next(uint256 adopted, Stage stage) internal pure returns (uint256 instant) {
        (uint256 cycle, uint256 cycleDays) = (cycleOf(adopted, stage), _cycleDaysOf(adopted));
        if (cycle == MAX_CYCLES || (cycle != 0 && cycleDays == 0)) return type(uint256).max;
        instant = earliest(adopted, stage);
        if (instant != type(uint256).max) instant += cycle * cycleDays * 1 days;
    }

    /// @notice The word after a stage was recorded in a cycle later than its last.
    function withCycle(uint256 adopted, Stage stage, uint256 cycle) internal pure returns (uint256) {
        uint256 shift = 8 * uint256(stage);
        return (adopted & ~(MAX_CYCLES << shift)) | (cycle << shift);
    }

    function _cycleDaysOf(uint256 adopted) private pure returns (uint256) {
        return (agreedOf(adopted) >> CYCLE_DAYS_SHIFT) & DAY_MASK;
    }
}
