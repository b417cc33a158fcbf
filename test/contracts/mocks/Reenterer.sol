// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IHooks} from "./Currencies.sol";

/// @notice Payer or holder that does what it was told whenever a hooked currency asks or tells it.
contract Reenterer is IHooks {
    struct Step {
        bool onSend;
        address target;
        bytes data;
        bool done;
    }

    Step[] public steps;
    /// @dev What the steps that were done answered, in their order.
    bool[] public outcomes;
    bytes[] public answers;
    bool public refusesToReceive;
    bool public burnsGas;

    function plan(bool onSend, address target, bytes calldata data) external {
        steps.push(Step(onSend, target, data, false));
    }

    function setRefuses(bool is_) external {
        refusesToReceive = is_;
    }

    function setBurnsGas(bool is_) external {
        burnsGas = is_;
    }

    /// @notice Sends a call as this account.
    function act(address target, bytes calldata data) external returns (bytes memory) {
        (bool ok, bytes memory answer) = target.call(data);
        if (!ok) {
            assembly ("memory-safe") {
                revert(add(answer, 0x20), mload(answer))
            }
        }
        return answer;
    }

    function tokensToSend(address, uint256) external {
        _run(true);
    }

    function tokensReceived(address, uint256) external {
        require(!refusesToReceive, "refused");
        if (burnsGas) _burnAll();
        _run(false);
    }

    function count() external view returns (uint256) {
        return outcomes.length;
    }

    function _burnAll() internal pure {
        assembly ("memory-safe") {
            invalid()
        }
    }

    /// @dev Every step is done once; a step's own hooks go on with the next.
    function _run(bool onSend) internal {
        for (uint256 i; i < steps.length; ++i) {
            Step storage step = steps[i];
            if (step.done || step.onSend != onSend) continue;
            step.done = true;
            (bool ok, bytes memory answer) = step.target.call(step.data);
            _note(ok, answer);
        }
    }

    function _note(bool ok, bytes memory answer) internal virtual {
        outcomes.push(ok);
        answers.push(answer);
    }
}
