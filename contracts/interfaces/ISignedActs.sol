// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IDirectory} from "./IDirectory.sol";

/// @title What every contract beside the ledger that takes signed messages has in common
interface ISignedActs {
    /// @notice A signer's nonce was used by a recorded message, or voided by the signer: it never serves again.
    event NonceSpent(address indexed signer, uint256 nonce);

    /// @return Where mandates are looked up.
    function directory() external view returns (IDirectory);

    /// @notice The caller voids one of its nonces, and with it what it signed under it. Reverts with
    /// `NonceAlreadySpent`.
    function spendNonce(uint256 nonce) external;

    /// @return Whether a nonce has been used or voided.
    function isSpent(address signer, uint256 nonce) external view returns (bool);
}
