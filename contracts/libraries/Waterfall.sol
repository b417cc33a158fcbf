// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {SafeCast} from "@openzeppelin/contracts/utils/math/SafeCast.sol";
import {Deal, DealTerms, Discount, Distribution, Price} from "../types/FactoringTypes.sol";

/// @title Who gets what of a deal's cash
/// @notice Pure. Rules R53 to R55: the factor's advance first, then fee and commission, the rest to the seller. Fee on
/// funds in use, simple, from an exact numerator that is rounded half up once, so that the number of payments never
/// matters and no fee is taken on a fee. Nothing is ever negative: what is lacking stays outstanding.
///
/// deal word    generation 4 | flags 9 | place 31 | start day 20 | commission 96 | funds 96
/// terms word   spare 16 | utc offset 16 | recourse days 16 | basis 16 | fee rate 32 | seller 160
/// detail word  fees paid 128 | fund days 128
/// The detail word is written only when a deal is repaid in parts, or by receipts. A deal that one payment repays needs
/// none: its commission becomes zero with its funds, and then nothing is due of it.
library Waterfall {
    uint256 internal constant LIVE = 1;
    uint256 internal constant DETAIL = 1 << 1;
    uint256 internal constant CREDITED_BEFORE = 1 << 2;
    uint256 internal constant RECOURSE_CLAIMED = 1 << 3;
    uint256 internal constant WARRANTY_CLAIMED = 1 << 4;
    uint256 internal constant HAS_RECEIPTS = 1 << 5;
    uint256 internal constant FACILITY = 1 << 6;
    /// @dev How often the desk has bought the receivable, at most 15 times: what was of an earlier deal is not of this.
    uint256 internal constant GENERATION = 1 << 9;
    uint256 internal constant GENERATION_MASK = 15 << 9;
    uint256 internal constant FLAGS_SHIFT = 243;
    /// @dev `LIVE` where it lies in the word.
    uint256 internal constant LIVE_BIT = LIVE << FLAGS_SHIFT;
    /// @dev Words from here on are of the last generation that there is.
    uint256 internal constant LAST_GENERATION = GENERATION_MASK << FLAGS_SHIFT;

    uint256 private constant PARTS_PER_MILLION = 1_000_000;
    uint256 private constant FUNDS_MASK = 2 ** 96 - 1;
    uint256 private constant DAY_MASK = 2 ** 20 - 1;
    uint256 internal constant PLACE_MASK = 2 ** 31 - 1;

    /// @notice The generation bits of a deal that comes after the one of `word`.
    function nextGeneration(uint256 word) internal pure returns (uint256) {
        return ((word >> FLAGS_SHIFT) + GENERATION) & GENERATION_MASK;
    }

    function pack(Deal memory d) internal pure returns (uint256) {
        return d.funds | (d.commission << 96) | (d.startDay << 192) | (d.place << 212) | (d.flags << FLAGS_SHIFT);
    }

    function unpack(uint256 word) internal pure returns (Deal memory d) {
        d.funds = word & FUNDS_MASK;
        d.commission = (word >> 96) & FUNDS_MASK;
        d.startDay = (word >> 192) & DAY_MASK;
        d.place = (word >> 212) & PLACE_MASK;
        d.flags = word >> FLAGS_SHIFT;
    }

    function packTerms(DealTerms memory t) internal pure returns (uint256) {
        return
            uint160(t.seller) |
            (uint256(t.feeRate) << 160) |
            (uint256(t.basis) << 192) |
            (uint256(t.recourseDays) << 208) |
            (uint256(uint16(t.utcOffset)) << 224);
    }

    function unpackTerms(uint256 word) internal pure returns (DealTerms memory t) {
        t.seller = address(uint160(word));
        t.feeRate = uint32(word >> 160);
        t.basis = uint16(word >> 192);
        t.recourseDays = uint16(word >> 208);
        t.utcOffset = int16(uint16(word >> 224));
    }

    function packDetail(Deal memory d) internal pure returns (uint256) {
        return d.fundDays | (d.feesPaid << 128);
    }

    function unpackDetail(uint256 detail, Deal memory d) internal pure {
        d.fundDays = uint128(detail);
        d.feesPaid = detail >> 128;
    }

    /// @notice The local day of the factor. @param instant Unix seconds. @param utcOffset Minutes ahead of UTC, within
    /// a day. @return Days since 1970-01-01.
    function dayOf(uint256 instant, int16 utcOffset) internal pure returns (uint256) {
        return uint256(int256(instant) + int256(utcOffset) * 60) / 1 days;
    }

    /// @notice What the seller gets at once, and what the commission comes to, on an open amount. Minor units.
    /// @dev An amount has 96 bits and a rate 32, so that nothing overflows.
    function priceOf(Price calldata p, uint256 open) internal pure returns (uint256 advance, uint256 commission) {
        unchecked {
            advance = (open * p.advanceRate) / PARTS_PER_MILLION;
            commission = (open * p.commissionRate + PARTS_PER_MILLION / 2) / PARTS_PER_MILLION;
            if (commission < p.minimumFee) commission = p.minimumFee;
        }
    }

    /// @notice R55. @param daysLeft To the due date. @return Minor units; 0 where the discount eats all.
    /// @dev Nothing overflows here either: days have 33 bits. The basis is not nought.
    function discounted(Discount calldata d, uint256 open, uint256 daysLeft) internal pure returns (uint256) {
        unchecked {
            uint256 year = PARTS_PER_MILLION * d.basis;
            uint256 discount = (open * d.rate * (daysLeft + d.extraDays) + year / 2) / year;
            return discount < open ? open - discount : 0;
        }
    }

    /// @notice Fee and commission that are due and not paid. @param day Until which funds in use cost. Minor units.
    function feesDue(Deal memory d, DealTerms memory t, uint256 day) internal pure returns (uint256) {
        uint256 inUse = day > d.startDay ? day - d.startDay : 0;
        uint256 year = PARTS_PER_MILLION * t.basis;
        uint256 fee = (t.feeRate * (d.fundDays + d.funds * inUse) + year / 2) / year;
        uint256 due = fee + d.commission;
        return due > d.feesPaid ? due - d.feesPaid : 0;
    }

    /// @notice Shares out cash and changes the deal accordingly.
    function take(
        Deal memory d,
        DealTerms memory t,
        uint256 cash,
        uint256 day
    ) internal pure returns (Distribution memory shared) {
        uint256 fees = feesDue(d, t, day);
        shared.toFunds = cash < d.funds ? cash : d.funds;
        uint256 rest = cash - shared.toFunds;
        shared.toFees = rest < fees ? rest : fees;
        shared.toSeller = rest - shared.toFees;
        if (day > d.startDay) d.fundDays += shared.toFunds * (day - d.startDay);
        d.funds -= shared.toFunds;
        d.feesPaid += shared.toFees;
    }

    /// @notice Undoes what a receipt repaid, as if it had never come; what the seller had got of it is due from now on.
    function giveBack(Deal memory d, Distribution memory shared, uint256 day, bool sellerKeeps) internal pure {
        if (day > d.startDay) d.fundDays -= shared.toFunds * (day - d.startDay);
        d.funds += shared.toFunds;
        d.feesPaid -= shared.toFees;
        if (sellerKeeps) d.commission = SafeCast.toUint96(d.commission + shared.toSeller);
    }

    /// @notice Whether nothing is outstanding on a day: no funds, no fees.
    function isRepaid(Deal memory d, DealTerms memory t, uint256 day) internal pure returns (bool) {
        return d.funds == 0 && feesDue(d, t, day) == 0;
    }
}
