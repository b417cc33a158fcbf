// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IPaymentListener} from "../../../contracts/interfaces/IPaymentListener.sol";

interface IListen {
    function listen(bytes32 id) external;
}

/// @notice A holder that listens and does nothing about it, so that what a payment to it costs is the ledger's own.
contract QuietListener is IPaymentListener {
    function listen(IListen ledger, bytes32 id) external {
        ledger.listen(id);
    }

    function onReceivablePaid(bytes32, address, uint256) external pure returns (bytes4) {
        return this.onReceivablePaid.selector;
    }
}
