// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

/// @title Which mutant is alive
/// @notice All mutants are compiled in at once; the block's beneficiary, which no contract here asks for, chooses one.
library Mutants {
    function alive(uint160 mutant) internal pure returns (bool) {
        return _pure(_beneficiary)() == address(mutant);
    }

    function _beneficiary() private view returns (address) {
        return block.coinbase;
    }

    /// @dev Pure functions mutate as well.
    function _pure(
        function() internal view returns (address) viewing
    ) private pure returns (function() internal pure returns (address) telling) {
        assembly ("memory-safe") {
            telling := viewing
        }
    }
}
