// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {Terms} from "../types/Types.sol";
import {Money} from "./Money.sol";

/// @title Terms that the ledger derives
/// @notice Shares of agreed sums for the parts of a split, and a form that `Money.validate` takes wherever it took the
/// terms that they come from.
library Derived {
    /// @notice Writes discounts as parties would: nothing after the due day, no tier that another one makes pointless,
    /// no day without a sum. Changes nothing that is ever due.
    function tidy(Terms memory t) internal pure {
        if (t.discountDay1 > t.dueDay) t.discountDay1 = t.dueDay;
        if (t.discountDay2 > t.dueDay) t.discountDay2 = t.dueDay;
        if (t.discount1 == 0) t.discountDay1 = 0;
        if (t.discount2 == 0) t.discountDay2 = 0;
        if (t.discountDay2 >= t.discountDay1 && t.discount2 >= t.discount1) {
            (t.discountDay1, t.discount1, t.discountDay2, t.discount2) = (t.discountDay2, t.discount2, 0, 0);
        } else if (t.discountDay2 <= t.discountDay1 && t.discount2 <= t.discount1) {
            (t.discountDay2, t.discount2) = (0, 0);
        }
        if (t.discount1 == 0 && t.slidingRate == 0) t.discountOnParts = false;
    }

    /// @notice What settling `open` would still earn of a discount, minor units, rounded half up, at most all of it.
    /// @param sum The discount on the whole amount. @param owed What it is earned on: where a part earns nothing, what
    /// was paid before counts too.
    function earned(uint256 sum, uint256 owed, uint256 amount, uint256 open) internal pure returns (uint96) {
        if (amount > Money.MAX_AMOUNT) amount = Money.MAX_AMOUNT;
        uint256 discount = (2 * sum * owed + amount) / (2 * amount);
        return uint96(discount < open ? discount : open);
    }

    /// @notice The share of a sum from one running total to the next: rounded half up at both, so that shares add up.
    function share(uint256 sum, uint256 from, uint256 to, uint256 whole) internal pure returns (uint96) {
        return uint96((2 * sum * to + whole) / (2 * whole) - (2 * sum * from + whole) / (2 * whole));
    }
}
