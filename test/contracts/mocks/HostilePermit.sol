// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

/// @notice Fails on every permit with more data than anybody wants to copy, or burns the gas that it is given.
contract HostilePermit {
    bool private immutable _burns;

    constructor(bool burns) {
        _burns = burns;
    }

    function permit(address, address, uint256, uint256, uint8, bytes32, bytes32) external view {
        bool burns = _burns;
        assembly ("memory-safe") {
            if burns {
                invalid()
            }
            revert(0, 1000000)
        }
    }
}
