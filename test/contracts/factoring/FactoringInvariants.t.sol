// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {DeskPlay} from "./DeskPlay.sol";

/// @notice What holds of all desks after every act of a play.
contract FactoringInvariantsTest is DeskPlay {
    struct FuzzSelector {
        address addr;
        bytes4[] selectors;
    }

    bytes4[] private acts;

    function setUp() public override {
        super.setUp();
        bytes4[20] memory all = [
            this.sell.selector,
            this.sell.selector,
            this.sell.selector,
            this.sellMany.selector,
            this.pay.selector,
            this.pay.selector,
            this.pay.selector,
            this.record.selector,
            this.record.selector,
            this.reverse.selector,
            this.repay.selector,
            this.buyBack.selector,
            this.reassign.selector,
            this.credit.selector,
            this.chargeBack.selector,
            this.block_.selector,
            this.withdraw.selector,
            this.claim.selector,
            this.collect.selector,
            this.wait.selector
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

    function invariant_all_that_holds_of_desks() public view {
        uint256 kept;
        uint256[2] memory funds;
        uint256[2] memory withBuyer;
        for (uint256 i; i < RECEIVABLES; ++i) {
            address holder = token.ownerOf(uint256(_id(items[i])));
            bool isHeld;
            kept += lens.keptFor(supplier.addr, address(coin), _id(items[i]));
            for (uint256 b; b < 2; ++b) {
                address desk_ = address(banks[b].desk);
                (bool isLive, uint256 inUse, ) = _dealOf(b, i);
                _true(isLive == (holder == desk_), "a desk holds what it has a live deal of, and nothing else");
                isHeld = isHeld || isLive;
                kept += lens.keptFor(desk_, address(coin), _id(items[i]));
                if (!isLive || facilityOf[i] != b + 1) continue;
                funds[b] += inUse;
                if (i % 2 == 0) withBuyer[b] += inUse;
            }
            _true(isHeld || holder == supplier.addr, "nobody else comes to hold anything");
        }
        for (uint256 b; b < 2; ++b) _checkBank(b, funds[b], withBuyer[b]);
        _eq(coin.balanceOf(address(ledger)), kept, "the ledger has what it keeps");
        _eq(_sum(), supply, "no cash is lost or made");
        _eq(grown, "", "what is outstanding grows by time, a sale or a reversal alone");
    }

    /// @dev `withBuyer` is of the first buyer of the facility; the rest is of the second.
    function _checkBank(uint256 b, uint256 funds, uint256 withBuyer) private view {
        bytes32 offer = banks[b].offer;
        _eq(banks[b].desk.inUse(offer, address(0)), funds, "what is in use is the sum of its deals");
        _eq(banks[b].desk.inUse(offer, buyer.addr), withBuyer, "what is in use with a buyer");
        _eq(banks[b].desk.inUse(offer, relayer.addr), funds - withBuyer, "what is in use with the other");
        uint256 owed;
        for (uint256 i; i < cast.length; ++i) owed += banks[b].desk.owedTo(cast[i], address(coin));
        _eq(coin.balanceOf(address(banks[b].desk)), owed, "a desk has what it owes");
    }

    function _sum() private view returns (uint256 sum) {
        sum = coin.balanceOf(address(ledger));
        for (uint256 b; b < 2; ++b) sum += coin.balanceOf(address(banks[b].desk));
        for (uint256 i; i < cast.length; ++i) sum += coin.balanceOf(cast[i]);
    }

    function _eq(string memory left, string memory right, string memory what) private pure {
        vm.assertEq(left, right, what);
    }
}
