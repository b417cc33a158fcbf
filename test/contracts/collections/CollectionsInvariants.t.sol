// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {CollectionPlay} from "./CollectionPlay.sol";

/// @notice What holds of collections after every act of a play.
contract CollectionsInvariantsTest is CollectionPlay {
    struct FuzzSelector {
        address addr;
        bytes4[] selectors;
    }

    bytes4[] private acts;

    function setUp() public override {
        super.setUp();
        bytes4[21] memory all = [
            this.agree.selector,
            this.adopt.selector,
            this.adopt.selector,
            this.record.selector,
            this.record.selector,
            this.record.selector,
            this.record.selector,
            this.step.selector,
            this.place.selector,
            this.place.selector,
            this.recall.selector,
            this.answer.selector,
            this.plan.selector,
            this.wait.selector,
            this.wait.selector,
            this.accept.selector,
            this.amend.selector,
            this.dispute.selector,
            this.resolve.selector,
            this.pay.selector,
            this.transfer.selector
        ];
        for (uint256 i; i < all.length; ++i) acts.push(all[i]);
    }

    /// @dev What the runner calls, and nothing else.
    function targetSelectors() public view returns (FuzzSelector[] memory targets) {
        targets = new FuzzSelector[](1);
        targets[0] = FuzzSelector(address(this), acts);
    }

    function targetContracts() public view returns (address[] memory targets) {
        targets = new address[](1);
        targets[0] = address(this);
    }

    function invariant_all_that_is_numbered_of_collections() public view {
        _checkEverything();
    }
}
