// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {ACCEPTANCE_TEXT_HASH} from "../types/AcceptanceText.sol";
import {Consent, Outcome, Verb} from "../types/Types.sol";
import {Commitments} from "./Commitments.sol";

/// @title The EIP-712 messages that parties sign
/// @notice Each nests the whole receivable, so that a wallet shows everything although a call may open a part only.
/// Acts end with nonce and deadline, which `single` appends.
library Messages {
    bytes32 internal constant ISSUANCE = keccak256(
        abi.encodePacked(
            "Issuance(Receivable receivable,uint256 nonce,uint256 deadline)",
            Commitments.HEADER,
            Commitments.RECEIVABLE,
            Commitments.TERMS
        )
    );
    bytes32 internal constant ACCEPTANCE = keccak256(
        abi.encodePacked(
            "Acceptance(string text,Receivable receivable,uint256 nonce,uint256 deadline)",
            Commitments.HEADER,
            Commitments.RECEIVABLE,
            Commitments.TERMS
        )
    );
    bytes32 internal constant PAYMENT = keccak256(
        abi.encodePacked(
            "Payment(Receivable receivable,uint256 maxCash,uint256 nonce,uint256 deadline)",
            Commitments.HEADER,
            Commitments.RECEIVABLE,
            Commitments.TERMS
        )
    );
    bytes32 internal constant CREDIT = keccak256(
        abi.encodePacked(
            "Credit(Receivable receivable,uint256 amount,bytes32 reason,uint256 nonce,uint256 deadline)",
            Commitments.HEADER,
            Commitments.RECEIVABLE,
            Commitments.TERMS
        )
    );
    bytes32 internal constant DISPUTE = keccak256(
        abi.encodePacked(
            "Dispute(Receivable receivable,uint256 amount,uint8 code,bytes32 evidence,uint256 nonce,uint256 deadline)",
            Commitments.HEADER,
            Commitments.RECEIVABLE,
            Commitments.TERMS
        )
    );
    bytes32 internal constant RESOLUTION = keccak256(
        abi.encodePacked(
            "Resolution(Receivable receivable,uint256 amount,uint8 outcome,bytes32 evidence,uint256 nonce,"
            "uint256 deadline)",
            Commitments.HEADER,
            Commitments.RECEIVABLE,
            Commitments.TERMS
        )
    );
    bytes32 internal constant ISSUANCE_ROOT =
        keccak256("IssuanceRoot(bytes32 root,uint256 count,address supplier,uint256 deadline)");
    bytes32 internal constant ACCEPTANCE_ROOT = keccak256(
        "AcceptanceRoot(bytes32 root,uint256 count,address buyer,bytes32 policy,string text,uint256 deadline)"
    );

    function issuance(bytes32 commitment) internal pure returns (bytes memory) {
        return abi.encode(ISSUANCE, commitment);
    }

    function acceptance(bytes32 commitment) internal pure returns (bytes memory) {
        return abi.encode(ACCEPTANCE, ACCEPTANCE_TEXT_HASH, commitment);
    }

    function payment(bytes32 commitment, uint256 maxCash) internal pure returns (bytes memory) {
        return abi.encode(PAYMENT, commitment, maxCash);
    }

    function credit(bytes32 commitment, uint256 amount, bytes32 reason) internal pure returns (bytes memory) {
        return abi.encode(CREDIT, commitment, amount, reason);
    }

    function dispute(
        bytes32 commitment,
        uint256 amount,
        uint8 code,
        bytes32 evidence
    ) internal pure returns (bytes memory) {
        return abi.encode(DISPUTE, commitment, amount, code, evidence);
    }

    function resolution(
        bytes32 commitment,
        uint256 amount,
        Outcome outcome,
        bytes32 evidence
    ) internal pure returns (bytes memory) {
        return abi.encode(RESOLUTION, commitment, amount, outcome, evidence);
    }

    /// @notice Struct hash of a single message.
    function single(bytes memory message, uint256 nonce, uint256 deadline) internal pure returns (bytes32) {
        return keccak256(bytes.concat(message, abi.encode(nonce, deadline)));
    }

    /// @notice Struct hash of a signed root of issues or acceptances.
    function root(Verb verb, address party, bytes32 root_, Consent memory c) internal pure returns (bytes32) {
        if (verb == Verb.Issue) return keccak256(abi.encode(ISSUANCE_ROOT, root_, c.count, party, c.deadline));
        return keccak256(
            abi.encode(ACCEPTANCE_ROOT, root_, c.count, party, c.policy, ACCEPTANCE_TEXT_HASH, c.deadline)
        );
    }

    /// @notice Leaf of a commitment: hashed twice, so that no inner node can pass for one.
    function leaf(bytes32 commitment) internal pure returns (bytes32) {
        return keccak256(bytes.concat(keccak256(abi.encode(commitment))));
    }
}
