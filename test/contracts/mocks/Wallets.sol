// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

/// @notice An ERC-1271 account with one key, which can be changed; it sends whatever its owner tells it to.
contract Wallet {
    address public owner;

    constructor(address owner_) {
        owner = owner_;
    }

    function setOwner(address owner_) external {
        owner = owner_;
    }

    function isValidSignature(bytes32 digest, bytes calldata signature) external view virtual returns (bytes4) {
        if (signature.length != 65) return 0xffffffff;
        address signer = ecrecover(digest, uint8(signature[64]), bytes32(signature[:32]), bytes32(signature[32:64]));
        return signer == owner && signer != address(0) ? this.isValidSignature.selector : bytes4(0xffffffff);
    }
}

/// @notice Answers yes until it is told to answer no.
contract FlippingWallet {
    bool public refuses;

    function flip() external {
        refuses = !refuses;
    }

    function isValidSignature(bytes32, bytes calldata) external view returns (bytes4) {
        return refuses ? bytes4(0) : bytes4(0x1626ba7e);
    }
}

/// @notice Answers with `length` bytes of which the first four are right and the others zero, or `dirt`.
contract OddAnswerWallet {
    uint256 private immutable _length;
    bytes32 private immutable _word;

    constructor(uint256 length_, bytes32 word_) {
        _length = length_;
        _word = word_;
    }

    function isValidSignature(bytes32, bytes calldata) external view returns (bytes4) {
        (uint256 length, bytes32 word) = (_length, _word);
        assembly ("memory-safe") {
            let m := mload(0x40)
            calldatacopy(m, calldatasize(), length)
            mstore(m, word)
            return(m, length)
        }
    }
}

/// @notice Burns all gas that it is given when it is asked about a signature.
contract GasBurningWallet {
    function isValidSignature(bytes32, bytes calldata) external pure returns (bytes4) {
        assembly ("memory-safe") {
            invalid()
        }
    }
}

/// @notice Reverts with more data than anybody wants to copy.
contract RevertBombWallet {
    function isValidSignature(bytes32, bytes calldata) external pure returns (bytes4) {
        assembly ("memory-safe") {
            revert(0, 1000000)
        }
    }
}

/// @notice Code that an account may delegate to (EIP-7702) and that knows a passphrase instead of a key.
contract PassphraseDelegate {
    bytes32 private immutable _hash;

    constructor(bytes memory passphrase) {
        _hash = keccak256(passphrase);
    }

    function isValidSignature(bytes32, bytes calldata signature) external view returns (bytes4) {
        return keccak256(signature) == _hash ? bytes4(0x1626ba7e) : bytes4(0);
    }
}
