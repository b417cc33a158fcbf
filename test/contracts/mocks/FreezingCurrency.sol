// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {DemoCurrency} from "../../../contracts/demo/DemoCurrency.sol";

/// @title A currency whose issuer can freeze accounts
/// @notice A frozen account receives nothing, as with the block lists of real stablecoins.
contract FreezingCurrency is DemoCurrency {
    mapping(address account => bool) public isFrozen;

    error AccountFrozen(address account);

    constructor() DemoCurrency("Freezing", "FRZ", 2) {}

    function freeze(address account, bool frozen) external {
        isFrozen[account] = frozen;
    }

    function _update(address from, address to, uint256 value) internal override {
        require(!isFrozen[to], AccountFrozen(to));
        super._update(from, to, value);
    }
}
