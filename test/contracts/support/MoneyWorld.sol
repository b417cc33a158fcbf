// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {ILens} from "../../../contracts/interfaces/ILens.sol";
import {Allocation, Position, Quote, Terms} from "../../../contracts/types/Types.sol";
import {LibraryHarness} from "../mocks/LibraryHarness.sol";
import {Base} from "./Base.sol";

/// @notice The money engine alone, as the lens shows it, and terms and positions to try it with.
abstract contract MoneyWorld is Base {
    /// @dev Payments of one receivable, one after the other. `exact` is for whatever a test adds up beside the engine.
    struct Play {
        Position p;
        uint256 day;
        uint256 paid;
        uint256 discounted;
        uint256 exact;
    }

    uint256 internal constant MAX_AMOUNT = 2 ** 92 - 1;
    uint256 internal constant MAX_DAY = 2 ** 20 - 1;
    uint256 internal constant MILLION = 1_000_000;

    ILens internal lens;
    LibraryHarness internal libraries;

    function setUp() public virtual {
        lens = ILens(_deploy("Lens", abi.encode(address(0))));
        libraries = LibraryHarness(_deploy("LibraryHarness", ""));
    }

    function _year(Terms memory t) internal pure returns (uint256) {
        return MILLION * (t.basis == 360 ? 360 : 365);
    }

    /// @dev Any words become terms that `validate` takes.
    function _valid(Terms memory t) internal pure returns (Terms memory) {
        if (t.currency == address(0)) t.currency = address(1);
        t.amount = uint96(_bound(t.amount, 1, MAX_AMOUNT));
        t.dueDay = uint32(_bound(t.dueDay, 1, MAX_DAY));
        t.utcOffset = int16(int256(_bound(uint16(t.utcOffset), 0, 1560)) - 720);
        t.slidingRate = uint32(_bound(t.slidingRate, 0, MILLION));
        t.lateRate = uint32(_bound(t.lateRate, 0, MILLION));
        t.basis = t.basis % 2 == 0 ? 360 : 365;
        t.graceDays = uint16(_bound(t.graceDays, 0, 365));
        t.fixedSum = uint96(_bound(t.fixedSum, 0, MAX_AMOUNT));
        t.allocation = t.allocation % 2;
        t.accelerationDays = uint16(_bound(t.accelerationDays, 0, 365));
        return _validDiscounts(t);
    }

    function _validDiscounts(Terms memory t) private pure returns (Terms memory) {
        (t.discountDay1, t.discount1) = (uint32(_bound(t.discountDay1, 0, t.dueDay)), t.discount1 % (t.amount + 1));
        if (t.discountDay1 == 0 || t.discount1 == 0) (t.discountDay1, t.discount1) = (0, 0);
        if (t.discount1 < 2 || t.discountDay1 == t.dueDay) {
            (t.discountDay2, t.discount2) = (0, 0);
        } else if (t.discountDay2 != 0) {
            t.discountDay2 = uint32(_bound(t.discountDay2, t.discountDay1 + 1, t.dueDay));
            t.discount2 = uint96(_bound(t.discount2, 1, t.discount1 - 1));
        } else {
            t.discount2 = 0;
        }
        if (t.discount1 == 0 && t.slidingRate == 0) t.discountOnParts = false;
        return t;
    }

    /// @dev Any words become a position that the ledger's slots can hold.
    function _storable(Position memory p) internal pure returns (Position memory) {
        p.settled = _bound(p.settled, 0, MAX_AMOUNT);
        p.credited = _bound(p.credited, 0, p.settled);
        p.lateDays = _bound(p.lateDays, 0, type(uint112).max);
        p.chargesSettled = _bound(p.chargesSettled, 0, type(uint96).max);
        p.carry = _bound(p.carry, 0, 2 ** 48 - 1);
        return p;
    }

    /// @dev Pays at most `cash` on the play's day and moves its position as the ledger does.
    function _pay(Terms memory t, Play memory play, uint256 cash) internal view returns (Allocation memory a) {
        Position memory p = play.p;
        (, a) = lens.reckon(t, p, play.day, cash);
        p.settled += a.principal;
        p.lateDays += a.lateDays;
        p.chargesSettled += a.charges;
        p.carry = a.carry;
        play.paid += a.cash;
        play.discounted += a.discount;
    }

    function _quote(Terms memory t, Play memory play) internal view returns (Quote memory) {
        return _due(t, play.p, play.day);
    }

    function _due(Terms memory t, Position memory p, uint256 day) internal view returns (Quote memory q) {
        (q, ) = lens.reckon(t, p, day, 0);
    }

    /// @dev A day around the due day.
    function _near(Terms memory t, int16 days_) internal pure returns (uint256) {
        int256 day = int256(uint256(t.dueDay)) + days_;
        return day < 0 ? 0 : uint256(day);
    }

    /// @dev Agreed terms without discounts, due early enough for any wait.
    function _late(Terms memory t) internal pure returns (Terms memory) {
        t = _valid(t);
        (t.discountDay1, t.discount1, t.discountDay2, t.discount2) = (0, 0, 0, 0);
        (t.slidingRate, t.discountOnParts) = (0, false);
        t.dueDay = uint32(_bound(t.dueDay, 1, MAX_DAY / 4));
        return t;
    }

    /// @dev The sum of the tier of a day, from the terms as they read.
    function _tier(Terms memory t, uint256 day) internal pure returns (uint256) {
        if (day <= t.discountDay1) return t.discount1;
        return day <= t.discountDay2 ? t.discount2 : 0;
    }

    function _difference(uint256 a, uint256 b) internal pure returns (uint256) {
        return a > b ? a - b : b - a;
    }
}
