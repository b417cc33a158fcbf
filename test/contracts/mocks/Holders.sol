// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

/// @notice Takes every ERC-721 token.
contract Receiver {
    function onERC721Received(address, address, uint256, bytes calldata) external virtual returns (bytes4) {
        return this.onERC721Received.selector;
    }
}

/// @notice Burns all gas that it is given when it receives a token.
contract GreedyReceiver {
    function onERC721Received(address, address, uint256, bytes calldata) external pure returns (bytes4) {
        assembly ("memory-safe") {
            invalid()
        }
    }
}

/// @notice Hands a token on while it is receiving it.
contract ReentrantReceiver {
    address private immutable _to;

    constructor(address to) {
        _to = to;
    }

    function onERC721Received(address, address, uint256 id, bytes calldata) external returns (bytes4) {
        (bool ok, ) = msg.sender.call(
            abi.encodeWithSignature("transferFrom(address,address,uint256)", address(this), _to, id)
        );
        require(ok, "not handed on");
        return this.onERC721Received.selector;
    }
}
