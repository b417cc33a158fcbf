// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

/// @notice What an organisation calls in its tests.
contract Targets {
    uint256 public noted;
    address public caller;

    error Refused(uint256 value);

    function note(uint256 value) external payable {
        (noted, caller) = (value, msg.sender);
    }

    function refuse(uint256 value) external pure {
        revert Refused(value);
    }
}

/// @notice Does what it was told in the middle of whatever calls it, and keeps the answer.
contract Intruder {
    address public target;
    bytes public data;
    bool public succeeded;
    bytes public answer;

    function plan(address target_, bytes calldata data_) external {
        (target, data) = (target_, data_);
    }

    function intrude() external {
        (succeeded, answer) = target.call(data);
    }
}

/// @notice Says yes to every signature, as ERC-1271 and as an ERC-7913 verifier.
contract YesSayer {
    function isValidSignature(bytes32, bytes calldata) external pure returns (bytes4) {
        return 0x1626ba7e;
    }

    function verify(bytes calldata, bytes32, bytes calldata) external pure returns (bytes4) {
        return this.verify.selector;
    }
}

/// @notice A verifier that answers with less than a word.
contract ShortVerifier {
    function verify(bytes calldata, bytes32, bytes calldata) external pure {
        assembly ("memory-safe") {
            mstore(0, 0x024ad31800000000000000000000000000000000000000000000000000000000)
            return(0, 4)
        }
    }
}
