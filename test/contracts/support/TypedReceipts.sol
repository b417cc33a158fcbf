// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {Receipt} from "../../../contracts/types/Types.sol";
import {Typed} from "./Typed.sol";

/// @notice The messages about money outside the chain, about letting go, and about paying by other people's contracts,
/// written out from the type strings, as a wallet does it; shares nothing with the ledger's libraries.
library TypedReceipts {
    string internal constant ADVICE =
        "Advice(Receivable receivable,bytes32 bankRef,uint96 cash,uint32 valueDay,uint256 nonce,uint256 deadline)";
    string internal constant RECEIPT =
        "Receipt(Receivable receivable,address holder,bytes32 bankRef,uint96 cash,uint32 valueDay,uint256 nonce,"
        "uint256 deadline)";
    string internal constant REVERSAL =
        "Reversal(Receivable receivable,address party,bytes32 bankRef,bytes32 evidence,uint256 nonce,"
        "uint256 deadline)";
    string internal constant WAIVER =
        "Waiver(Receivable receivable,address holder,uint256 amount,bytes32 reason,uint256 nonce,uint256 deadline)";
    string internal constant WRITE_OFF =
        "WriteOff(Receivable receivable,address holder,bytes32 reason,uint256 nonce,uint256 deadline)";
    string internal constant CANCELLATION =
        "Cancellation(Receivable receivable,address holder,bytes32 reason,uint256 nonce,uint256 deadline)";
    string internal constant TOKEN_PERMISSIONS = "TokenPermissions(address token,uint256 amount)";
    string internal constant PERMIT_WITNESS =
        "PermitWitnessTransferFrom(TokenPermissions permitted,address spender,uint256 nonce,uint256 deadline,"
        "Payment witness)";
    string internal constant PERMIT_TRANSFER =
        "PermitTransferFrom(TokenPermissions permitted,address spender,uint256 nonce,uint256 deadline)";
    string internal constant PERMIT2_DOMAIN = "EIP712Domain(string name,uint256 chainId,address verifyingContract)";
    string internal constant PERMIT =
        "Permit(address owner,address spender,uint256 value,uint256 nonce,uint256 deadline)";

    function advice(bytes32 commitment, Receipt memory r) internal pure returns (bytes memory) {
        return abi.encode(Typed.typeHash(ADVICE), commitment, r.bankRef, r.cash, r.valueDay);
    }

    function receipt(bytes32 commitment, address holder, Receipt memory r) internal pure returns (bytes memory) {
        return abi.encode(Typed.typeHash(RECEIPT), commitment, holder, r.bankRef, r.cash, r.valueDay);
    }

    function reversal(
        bytes32 commitment,
        address party,
        bytes32 bankRef,
        bytes32 evidence
    ) internal pure returns (bytes memory) {
        return abi.encode(Typed.typeHash(REVERSAL), commitment, party, bankRef, evidence);
    }

    function waiver(
        bytes32 commitment,
        address holder,
        uint256 amount,
        bytes32 reason
    ) internal pure returns (bytes memory) {
        return abi.encode(Typed.typeHash(WAIVER), commitment, holder, amount, reason);
    }

    function writeOff(bytes32 commitment, address holder, bytes32 reason) internal pure returns (bytes memory) {
        return abi.encode(Typed.typeHash(WRITE_OFF), commitment, holder, reason);
    }

    function cancellation(bytes32 commitment, address holder, bytes32 reason) internal pure returns (bytes memory) {
        return abi.encode(Typed.typeHash(CANCELLATION), commitment, holder, reason);
    }

    // -------------------------------------------------------------------------------------------------------- Permit2

    /// @notice What Permit2 hashes for a transfer with a payment as witness. The types referred to follow in the order
    /// of their names. @param witness Struct hash of the payment.
    function permitWitness(
        address currency,
        uint256 maxCash,
        address spender,
        uint256 nonce,
        uint256 deadline,
        bytes32 witness
    ) internal pure returns (bytes32) {
        bytes32 typeHash = keccak256(
            abi.encodePacked(
                PERMIT_WITNESS,
                Typed.HEADER,
                Typed.PAYMENT,
                Typed.RECEIVABLE,
                Typed.TERMS,
                TOKEN_PERMISSIONS
            )
        );
        return keccak256(abi.encode(typeHash, permitted(currency, maxCash), spender, nonce, deadline, witness));
    }

    /// @notice What Permit2 hashes for a transfer that says nothing of what it pays.
    function permitTransfer(
        address currency,
        uint256 maxCash,
        address spender,
        uint256 nonce,
        uint256 deadline
    ) internal pure returns (bytes32) {
        bytes32 typeHash = keccak256(abi.encodePacked(PERMIT_TRANSFER, TOKEN_PERMISSIONS));
        return keccak256(abi.encode(typeHash, permitted(currency, maxCash), spender, nonce, deadline));
    }

    function permitted(address currency, uint256 amount) internal pure returns (bytes32) {
        return keccak256(abi.encode(keccak256(bytes(TOKEN_PERMISSIONS)), currency, amount));
    }

    /// @notice Digest under the domain of Permit2, which has no version.
    function permit2Digest(address permit2, uint256 chainId, bytes32 structHash) internal pure returns (bytes32) {
        bytes32 domain = keccak256(
            abi.encode(keccak256(bytes(PERMIT2_DOMAIN)), keccak256("Permit2"), chainId, permit2)
        );
        return keccak256(abi.encodePacked(hex"1901", domain, structHash));
    }
}
