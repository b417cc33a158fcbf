// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

/// @title What instrumented contracts tell of their way
/// @notice Hardhat collects what is sent to this address while it measures coverage; nobody is there otherwise.
library Sites {
    address private constant COLLECTOR = 0xc0bEc0BEc0BeC0bEC0beC0bEC0bEC0beC0beC0BE;

    /// @notice The way led past a place.
    function hit(uint256 site) internal pure {
        _pure(_send)(site);
    }

    /// @notice A condition had a value: `site` stands for true, the next number for false.
    function either(uint256 site, bool condition) internal pure returns (bool) {
        _pure(_send)(condition ? site : site + 1);
        return condition;
    }

    function _send(uint256 site) private view {
        address collector = COLLECTOR;
        assembly ("memory-safe") {
            let pointer := mload(0x40)
            mstore(pointer, site)
            pop(staticcall(gas(), collector, pointer, 0x20, 0, 0))
        }
    }

    /// @dev Pure functions are measured as well.
    function _pure(
        function(uint256) internal view viewing
    ) private pure returns (function(uint256) internal pure telling) {
        assembly ("memory-safe") {
            telling := viewing
        }
    }
}
