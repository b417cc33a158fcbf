// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {ACCEPTANCE_TEXT_HASH} from "../types/AcceptanceText.sol";
import {Consent, Outcome, Verb} from "../types/Types.sol";

/// @title The EIP-712 messages that parties sign
/// @notice Each nests the whole receivable, so that a wallet shows everything although a call may open a part only.
/// Acts end with nonce and deadline, which `single` appends. The type hashes are written out, because the compiler
/// would hash composed strings at every call; a test recomputes each from its type.
library Messages {
    /// @dev "Issuance(Receivable receivable,bytes32 content,uint256 nonce,uint256 deadline)"
    bytes32 internal constant ISSUANCE = 0x57221267486afbead44758b332a71b32a548f5701ea6be6ead5af65718c496e8;
    /// @dev "Acceptance(string text,Receivable receivable,uint256 nonce,uint256 deadline)"
    bytes32 internal constant ACCEPTANCE = 0x25a593605e50d9a294b4af83772437ae4aeb0ed9478ba286da25a40d467917a5;
    /// @dev "Payment(Receivable receivable,uint256 maxCash,uint256 nonce,uint256 deadline)"
    bytes32 internal constant PAYMENT = 0x64407603c28a8cb1e32c2dd2b9dd052ad74c218b74685a5324e82ef9269d762d;
    /// @dev "Credit(Receivable receivable,address holder,uint256 amount,bytes32 reason,uint256 nonce,
    /// uint256 deadline)"
    bytes32 internal constant CREDIT = 0x1aabe195591a25dd2b94e97eaa8cacbad5816bb151ac9ed81765baa15287c5d2;
    /// @dev "Dispute(Receivable receivable,uint256 amount,uint8 code,bytes32 evidence,uint256 nonce,
    /// uint256 deadline)"
    bytes32 internal constant DISPUTE = 0xb18c636f3848bd2626ceeeeede79d82d11bb5026a5bc2acb43b9e0fa08d8e3bf;
    /// @dev "Resolution(Receivable receivable,address party,uint256 amount,uint8 outcome,bytes32 evidence,
    /// uint256 nonce,uint256 deadline)"
    bytes32 internal constant RESOLUTION = 0xc6f8c26006f5ec529d8b4225f3c5b7f4ea0df911a5431c8cc8c5ce0ef1afc934;
    /// @dev "IssuanceRoot(bytes32 root,uint256 count,address supplier,uint256 deadline)"
    bytes32 internal constant ISSUANCE_ROOT = 0x41b408b857a74d1583109f690740b7060162c0c61f54c33c7965911f4e731f4f;
    /// @dev "AcceptanceRoot(bytes32 root,uint256 count,address buyer,bytes32 policy,string text,uint256 deadline)"
    bytes32 internal constant ACCEPTANCE_ROOT = 0x79968ecebfb2f7ac8c68fbfc5924462ca684b1ee1e645756abcfeefa2bb768d1;

    function issuance(bytes32 commitment, bytes32 content) internal pure returns (bytes memory) {
        return abi.encode(ISSUANCE, commitment, content);
    }

    function acceptance(bytes32 commitment) internal pure returns (bytes memory) {
        return abi.encode(ACCEPTANCE, ACCEPTANCE_TEXT_HASH, commitment);
    }

    function payment(bytes32 commitment, uint256 maxCash) internal pure returns (bytes memory) {
        return abi.encode(PAYMENT, commitment, maxCash);
    }

    function credit(
        bytes32 commitment,
        address holder,
        uint256 amount,
        bytes32 reason
    ) internal pure returns (bytes memory) {
        return abi.encode(CREDIT, commitment, holder, amount, reason);
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
        address party,
        uint256 amount,
        Outcome outcome,
        bytes32 evidence
    ) internal pure returns (bytes memory) {
        return abi.encode(RESOLUTION, commitment, party, amount, outcome, evidence);
    }

    /// @notice Struct hash of a single message.
    function single(bytes memory message, uint256 nonce, uint256 deadline) internal pure returns (bytes32) {
        return keccak256(bytes.concat(message, abi.encode(nonce, deadline)));
    }

    /// @notice Struct hash of a signed root of issues or acceptances.
    function root(Verb verb, address party, bytes32 root_, Consent calldata c) internal pure returns (bytes32) {
        if (verb == Verb.Issue) return keccak256(abi.encode(ISSUANCE_ROOT, root_, c.count, party, c.deadline));
        return
            keccak256(abi.encode(ACCEPTANCE_ROOT, root_, c.count, party, c.policy, ACCEPTANCE_TEXT_HASH, c.deadline));
    }

    /// @notice What an issuance puts under a root: the commitment and the content that goes with it.
    function issued(bytes32 commitment, bytes32 content) internal pure returns (bytes32) {
        return keccak256(abi.encode(commitment, content));
    }

    /// @notice Leaf of a commitment, or of what `issued` makes of it: hashed twice, so that no inner node passes for
    /// one.
    function leaf(bytes32 subject) internal pure returns (bytes32) {
        return keccak256(bytes.concat(keccak256(abi.encode(subject))));
    }
}
