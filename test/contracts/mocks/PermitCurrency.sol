// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {ERC20} from "@openzeppelin/contracts/token/ERC20/ERC20.sol";
import {ERC20Permit} from "@openzeppelin/contracts/token/ERC20/extensions/ERC20Permit.sol";

/// @title A currency that takes permits (ERC-2612)
contract PermitCurrency is ERC20Permit {
    constructor() ERC20("Permitting", "PRM") ERC20Permit("Permitting") {}

    function mint(address to, uint256 amount) external {
        _mint(to, amount);
    }
}
