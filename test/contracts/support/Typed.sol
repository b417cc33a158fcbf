// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {ACCEPTANCE_TEXT} from "../../../contracts/types/AcceptanceText.sol";
import {Header, Outcome, Receivable, Terms} from "../../../contracts/types/Types.sol";

/// @notice EIP-712 written out from the type strings, as a wallet does it; shares nothing with the ledger's libraries.
library Typed {
    string internal constant HEADER =
        "Header(address supplier,address buyer,bytes32 invoice,uint32 line,uint8 policy,uint32 revision)";
    string internal constant TERMS =
        "Terms(address currency,uint96 amount,uint32 dueDay,int16 utcOffset,uint32 discountDay1,uint96 discount1,"
        "uint32 discountDay2,uint96 discount2,uint32 slidingRate,bool discountOnParts,uint32 lateRate,uint16 basis,"
        "uint16 graceDays,uint96 fixedSum,uint8 allocation,uint16 accelerationDays,bytes32 salt)";
    string internal constant RECEIVABLE = "Receivable(Header header,Terms terms,bytes32 document)";
    string internal constant ISSUANCE =
        "Issuance(Receivable receivable,bytes32 content,uint256 nonce,uint256 deadline)";
    string internal constant ACCEPTANCE =
        "Acceptance(string text,Receivable receivable,uint256 nonce,uint256 deadline)";
    string internal constant PAYMENT = "Payment(Receivable receivable,uint256 maxCash,uint256 nonce,uint256 deadline)";
    string internal constant CREDIT =
        "Credit(Receivable receivable,address holder,uint256 amount,bytes32 reason,uint256 nonce,uint256 deadline)";
    string internal constant DISPUTE =
        "Dispute(Receivable receivable,uint256 amount,uint8 code,bytes32 evidence,uint256 nonce,uint256 deadline)";
    string internal constant RESOLUTION =
        "Resolution(Receivable receivable,address party,uint256 amount,uint8 outcome,bytes32 evidence,uint256 nonce,"
        "uint256 deadline)";
    string internal constant ISSUANCE_ROOT =
        "IssuanceRoot(bytes32 root,uint256 count,address supplier,uint256 deadline)";
    string internal constant ACCEPTANCE_ROOT =
        "AcceptanceRoot(bytes32 root,uint256 count,address buyer,bytes32 policy,string text,uint256 deadline)";
    string internal constant DOMAIN =
        "EIP712Domain(string name,string version,uint256 chainId,address verifyingContract)";

    /// @notice A type's hash: EIP-712 appends the types it refers to in alphabetical order.
    function typeHash(string memory primary) internal pure returns (bytes32) {
        return keccak256(bytes.concat(bytes(primary), bytes(HEADER), bytes(RECEIVABLE), bytes(TERMS)));
    }

    function receivableType() internal pure returns (bytes32) {
        return keccak256(bytes.concat(bytes(RECEIVABLE), bytes(HEADER), bytes(TERMS)));
    }

    function hash(Header memory h) internal pure returns (bytes32) {
        return
            keccak256(
                abi.encode(keccak256(bytes(HEADER)), h.supplier, h.buyer, h.invoice, h.line, h.policy, h.revision)
            );
    }

    function hash(Terms memory t) internal pure returns (bytes32) {
        return keccak256(abi.encode(keccak256(bytes(TERMS)), t));
    }

    function hash(Receivable memory r) internal pure returns (bytes32) {
        return keccak256(abi.encode(receivableType(), hash(r.header), hash(r.terms), r.document));
    }

    function idOf(Header memory h) internal pure returns (bytes32) {
        return keccak256(abi.encode(h.supplier, h.buyer, h.invoice, h.line));
    }

    function domain(address ledger, uint256 chainId) internal pure returns (bytes32) {
        bytes32 name = keccak256("Countersign");
        return keccak256(abi.encode(keccak256(bytes(DOMAIN)), name, keccak256("1"), chainId, ledger));
    }

    function digest(address ledger, uint256 chainId, bytes32 structHash) internal pure returns (bytes32) {
        return keccak256(abi.encodePacked(hex"1901", domain(ledger, chainId), structHash));
    }

    /// @param content Hash of the sealed content; 0 for an issue in the open.
    function issuance(bytes32 commitment, bytes32 content) internal pure returns (bytes memory) {
        return abi.encode(typeHash(ISSUANCE), commitment, content);
    }

    function acceptance(bytes32 commitment) internal pure returns (bytes memory) {
        return abi.encode(typeHash(ACCEPTANCE), keccak256(bytes(ACCEPTANCE_TEXT)), commitment);
    }

    function payment(bytes32 commitment, uint256 maxCash) internal pure returns (bytes memory) {
        return abi.encode(typeHash(PAYMENT), commitment, maxCash);
    }

    function credit(
        bytes32 commitment,
        address holder,
        uint256 amount,
        bytes32 reason
    ) internal pure returns (bytes memory) {
        return abi.encode(typeHash(CREDIT), commitment, holder, amount, reason);
    }

    function dispute(
        bytes32 commitment,
        uint256 amount,
        uint8 code,
        bytes32 evidence
    ) internal pure returns (bytes memory) {
        return abi.encode(typeHash(DISPUTE), commitment, amount, code, evidence);
    }

    function resolution(
        bytes32 commitment,
        address party,
        uint256 amount,
        Outcome outcome,
        bytes32 evidence
    ) internal pure returns (bytes memory) {
        return abi.encode(typeHash(RESOLUTION), commitment, party, amount, uint8(outcome), evidence);
    }

    /// @notice Struct hash of a message whose fields up to nonce and deadline are encoded already.
    function single(bytes memory message, uint256 nonce, uint256 deadline) internal pure returns (bytes32) {
        return keccak256(bytes.concat(message, abi.encode(nonce, deadline)));
    }

    function issuanceRoot(
        bytes32 root,
        uint256 count,
        address supplier,
        uint256 deadline
    ) internal pure returns (bytes32) {
        return keccak256(abi.encode(keccak256(bytes(ISSUANCE_ROOT)), root, count, supplier, deadline));
    }

    function acceptanceRoot(
        bytes32 root,
        uint256 count,
        address buyer,
        bytes32 policy,
        uint256 deadline
    ) internal pure returns (bytes32) {
        bytes32 text = keccak256(bytes(ACCEPTANCE_TEXT));
        return keccak256(abi.encode(keccak256(bytes(ACCEPTANCE_ROOT)), root, count, buyer, policy, text, deadline));
    }

    /// @notice What an issuance puts under a root.
    function issued(bytes32 commitment, bytes32 content) internal pure returns (bytes32) {
        return keccak256(abi.encode(commitment, content));
    }

    function leaf(bytes32 subject) internal pure returns (bytes32) {
        return keccak256(abi.encodePacked(keccak256(abi.encode(subject))));
    }

    /// @notice An inner node of a tree with sorted pairs.
    function node(bytes32 left, bytes32 right) internal pure returns (bytes32) {
        return left < right ? keccak256(abi.encode(left, right)) : keccak256(abi.encode(right, left));
    }
}
