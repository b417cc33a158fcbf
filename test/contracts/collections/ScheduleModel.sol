// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {Schedule} from "../../../contracts/types/CollectionTypes.sol";

/// @notice What schedules mean, from the words of the manual alone: no packed word and no shift.
library ScheduleModel {
    int16 internal constant NEVER = 32_767;

    function scheduleOf(int16[7] memory d, uint16 cycleDays) internal pure returns (Schedule memory) {
        return Schedule(d[0], d[1], d[2], d[3], d[4], d[5], d[6], cycleDays);
    }

    function daysOf(Schedule memory s) internal pure returns (int16[7] memory) {
        return [s.preDueDay, s.friendlyDay, s.firmDay, s.finalDay, s.preLegalDay, s.legalDay, s.agencyDay];
    }

    function isValid(int16[7] memory days_, uint16 cycleDays) internal pure returns (bool) {
        if (cycleDays != 0 && (cycleDays < 7 || cycleDays > 4_000)) return false;
        for (uint256 i; i < 7; ++i) {
            if (days_[i] == NEVER) continue;
            if (days_[i] < -1_000 || days_[i] > 3_000) return false;
            for (uint256 j; j < i; ++j) {
                if (days_[j] != NEVER && days_[j] > days_[i]) return false;
            }
        }
        return true;
    }

    /// @notice The calendar day of an instant on a clock so many minutes ahead of UTC, rounded down.
    function localDay(uint256 instant, int16 zone) internal pure returns (int256 day) {
        int256 local = int256(instant) + 60 * int256(zone);
        day = local / 86_400;
        if (local < 0 && local % 86_400 != 0) --day;
    }

    /// @notice Counted one by one; there are 255 cycles at most, and one without cycle days.
    function cycleAt(uint256 first, uint256 cycleDays, uint256 instant) internal pure returns (uint256 cycle) {
        cycle = 1;
        if (cycleDays == 0) return cycle;
        while (cycle < 255 && first + cycle * cycleDays * 86_400 <= instant) ++cycle;
    }
}
