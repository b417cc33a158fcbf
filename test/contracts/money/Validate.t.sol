// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {ILedger} from "../../../contracts/interfaces/ILedger.sol";
import {Terms} from "../../../contracts/types/Types.sol";
import {MoneyWorld} from "../support/MoneyWorld.sol";

/// @notice What may be newly agreed, against the sentences of `Terms` and the specification.
contract ValidateTest is MoneyWorld {
    function test_valid_terms_are_valid(Terms memory t) public view {
        lens.validate(_valid(t));
    }

    function test_terms_are_refused_exactly_where_they_break_a_sentence(
        Terms memory t,
        uint8 field,
        uint96 value
    ) public view {
        t = _broken(_valid(t), field % 14, value);
        try lens.validate(t) {
            _true(_sound(t), "taken although unsound");
        } catch (bytes memory fault) {
            _false(_sound(t), "refused although sound");
            _true(
                bytes4(fault) == ILedger.TermsInvalid.selector && fault.length == 68,
                "the error names field and value"
            );
        }
    }

    /// @dev One field set to anything, or near what the others say.
    function _broken(Terms memory t, uint256 field, uint96 value) private pure returns (Terms memory) {
        if (field == 0) t.currency = address(uint160(value % 2));
        if (field == 1) t.amount = value;
        if (field == 2) t.dueDay = uint32(value);
        if (field == 3) t.utcOffset = int16(int256(uint256(value % 3_000)) - 1_500);
        if (field == 4) t.slidingRate = uint32(MILLION - 3 + (value % 6));
        if (field == 5) t.lateRate = uint32(MILLION - 3 + (value % 6));
        if (field == 6) t.basis = uint16(355 + (value % 20));
        if (field == 7) t.graceDays = uint16(360 + (value % 10));
        if (field == 8) t.accelerationDays = uint16(360 + (value % 10));
        if (field == 9) t.allocation = uint8(value % 4);
        if (field == 10) t.discountDay1 = uint32(uint256(t.dueDay) - 1 + (value % 4));
        if (field == 11) t.discount1 = uint96(_bound(value, 0, uint256(t.amount) + 2));
        if (field == 12) t.discountDay2 = uint32(uint256(t.discountDay1) + (value % 3));
        if (field == 13) (t.discount2, t.discountOnParts) = (uint96(_bound(value, 0, t.discount1)), true);
        return t;
    }

    function _sound(Terms memory t) private pure returns (bool) {
        bool tier1 = t.discount1 != 0;
        bool tier2 = t.discount2 != 0;
        return
            t.currency != address(0) &&
            t.amount >= 1 &&
            t.amount <= MAX_AMOUNT &&
            t.dueDay >= 1 &&
            t.dueDay <= MAX_DAY &&
            t.utcOffset >= -720 &&
            t.utcOffset <= 840 &&
            t.slidingRate <= MILLION &&
            t.lateRate <= MILLION &&
            (t.basis == 360 || t.basis == 365) &&
            t.graceDays <= 365 &&
            t.accelerationDays <= 365 &&
            t.fixedSum <= MAX_AMOUNT &&
            t.allocation <= 1 &&
            tier1 == (t.discountDay1 != 0) &&
            tier2 == (t.discountDay2 != 0) &&
            t.discountDay1 <= t.dueDay &&
            t.discount1 <= t.amount &&
            (!tier2 || (tier1 && t.discountDay2 > t.discountDay1 && t.discountDay2 <= t.dueDay)) &&
            (!tier2 || t.discount2 < t.discount1) &&
            (!t.discountOnParts || tier1 || t.slidingRate != 0);
    }
}
