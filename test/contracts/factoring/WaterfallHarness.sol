// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {Waterfall} from "../../../contracts/libraries/Waterfall.sol";
import {Deal, DealTerms, Discount, Distribution, Price} from "../../../contracts/types/FactoringTypes.sol";

/// @notice What the waterfall reckons, one function each.
contract WaterfallHarness {
    function take(
        Deal calldata d,
        DealTerms calldata t,
        uint256 cash,
        uint256 day
    ) external pure returns (Distribution memory shared, Deal memory after_) {
        after_ = d;
        shared = Waterfall.take(after_, t, cash, day);
    }

    function giveBack(
        Deal calldata d,
        Distribution calldata shared,
        uint256 day,
        bool sellerKeeps
    ) external pure returns (Deal memory after_) {
        after_ = d;
        Waterfall.giveBack(after_, shared, day, sellerKeeps);
    }

    function feesDue(Deal calldata d, DealTerms calldata t, uint256 day) external pure returns (uint256) {
        return Waterfall.feesDue(d, t, day);
    }

    function isRepaid(Deal calldata d, DealTerms calldata t, uint256 day) external pure returns (bool) {
        return Waterfall.isRepaid(d, t, day);
    }

    function priceOf(Price calldata p, uint256 open) external pure returns (uint256 advance, uint256 commission) {
        return Waterfall.priceOf(p, open);
    }

    function discounted(Discount calldata d, uint256 open, uint256 daysLeft) external pure returns (uint256) {
        return Waterfall.discounted(d, open, daysLeft);
    }

    function dayOf(uint256 instant, int16 utcOffset) external pure returns (uint256) {
        return Waterfall.dayOf(instant, utcOffset);
    }

    /// @dev A deal through its two words and back.
    function packed(Deal calldata d) external pure returns (Deal memory back) {
        back = Waterfall.unpack(Waterfall.pack(d));
        Waterfall.unpackDetail(Waterfall.packDetail(d), back);
    }

    function packedTerms(DealTerms calldata t) external pure returns (DealTerms memory) {
        return Waterfall.unpackTerms(Waterfall.packTerms(t));
    }
}
