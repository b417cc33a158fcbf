// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {ECDSA} from "@openzeppelin/contracts/utils/cryptography/ECDSA.sol";
import {SignatureChecker} from "@openzeppelin/contracts/utils/cryptography/SignatureChecker.sol";

/// @title Signatures of people and of contract accounts alike
library Signatures {
    /// @dev EIP-7702: the code of a delegating account is this prefix and the delegate's address.
    bytes3 private constant DELEGATION_PREFIX = 0xef0100;
    uint256 private constant DELEGATION_LENGTH = 23;

    /// @notice Whether `signature` is the signer's own. Plain accounts sign with ECDSA, contracts answer ERC-1271, and
    /// an account that delegates its code (EIP-7702) may do either: its key remains, whatever it delegates to.
    function isValid(address signer, bytes32 digest, bytes memory signature) internal view returns (bool) {
        uint256 length = signer.code.length;
        bool delegated = length == DELEGATION_LENGTH && bytes3(signer.code) == DELEGATION_PREFIX;
        if (length == 0 || delegated) {
            (address recovered, ECDSA.RecoverError fault, ) = ECDSA.tryRecover(digest, signature);
            bool own = fault == ECDSA.RecoverError.NoError && recovered == signer;
            if (own || !delegated) return own;
        }
        return SignatureChecker.isValidERC1271SignatureNow(signer, digest, signature);
    }
}
