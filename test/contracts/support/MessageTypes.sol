// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {Typed} from "./Typed.sol";
import {TypedAmendments} from "./TypedAmendments.sol";
import {TypedReceipts} from "./TypedReceipts.sol";

/// @notice Every message that one signature consents to.
library MessageTypes {
    /// @notice Type hashes, in the order of the ledger's own list.
    function all() internal pure returns (bytes32[19] memory) {
        return
            [
                Typed.typeHash(Typed.ISSUANCE),
                Typed.typeHash(Typed.ACCEPTANCE),
                Typed.typeHash(Typed.PAYMENT),
                Typed.typeHash(Typed.CREDIT),
                Typed.typeHash(Typed.DISPUTE),
                Typed.typeHash(Typed.RESOLUTION),
                Typed.typeHash(TypedAmendments.QUERY),
                Typed.typeHash(TypedAmendments.REJECTION),
                Typed.typeHash(TypedAmendments.AMENDMENT),
                Typed.typeHash(TypedReceipts.ADVICE),
                Typed.typeHash(TypedReceipts.RECEIPT),
                Typed.typeHash(TypedReceipts.REVERSAL),
                Typed.typeHash(TypedAmendments.DEBIT),
                Typed.typeHash(TypedReceipts.WAIVER),
                Typed.typeHash(TypedAmendments.SPLIT),
                Typed.typeHash(TypedReceipts.WRITE_OFF),
                Typed.typeHash(TypedReceipts.CANCELLATION),
                Typed.typeHash(TypedAmendments.TRANSFER_CONSENT),
                Typed.typeHash(TypedAmendments.ACCELERATION)
            ];
    }
}
