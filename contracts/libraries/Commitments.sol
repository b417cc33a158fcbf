// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {Header, OpenHeader, OpenTerms, Receivable, Terms} from "../types/Types.sol";

/// @title EIP-712 struct hashes of what parties agree
/// @notice Nested structs hash on their own, so a commitment can be recomputed from whichever part a call opens. A
/// struct of value types is encoded as its fields in words, which is how it lies in calldata: it is hashed from there,
/// word for word. A word that is no valid value of its field is refused where the field is read.
library Commitments {
    /// @dev keccak256("Header(address supplier,address buyer,bytes32 invoice,uint32 line,uint8 policy,uint32
    /// revision)")
    bytes32 internal constant HEADER = 0xa01685458deb2f03dd55ea96fc4233311dcfbd2f573fb48f5cfb983c1dbf59cf;
    /// @dev keccak256("Terms(address currency,uint96 amount,uint32 dueDay,int16 utcOffset,uint32 discountDay1,uint96
    /// discount1,uint32 discountDay2,uint96 discount2,uint32 slidingRate,bool discountOnParts,uint32 lateRate,uint16
    /// basis,uint16 graceDays,uint96 fixedSum,uint8 allocation,uint16 accelerationDays,bytes32 salt)")
    bytes32 internal constant TERMS = 0xfc4db243022872c4190e761f0bd6f60cd73283488b8cceb08d34652bb627b992;
    /// @dev keccak256("Receivable(Header header,Terms terms,bytes32 document)" and the two above)
    bytes32 internal constant RECEIVABLE = 0x56314525ee33dc05ab3559e9c170fc2ecf40c5dcd9ecb04884722c6693e3737f;
    uint256 private constant HEADER_LENGTH = 6 * 32;
    uint256 private constant TERMS_LENGTH = 17 * 32;

    /// @notice The token's id: keccak256 of supplier, buyer, invoice and line. The same invoice line cannot be issued
    /// twice by one organisation to another, and nobody else can take it, since the supplier must consent.
    function idOf(Header calldata h) internal pure returns (bytes32 id) {
        assembly ("memory-safe") {
            let m := mload(0x40)
            calldatacopy(m, h, 0x80)
            id := keccak256(m, 0x80)
        }
    }

    function hash(Header calldata h) internal pure returns (bytes32 result) {
        (bytes32 typeHash, uint256 length) = (HEADER, HEADER_LENGTH);
        assembly ("memory-safe") {
            let m := mload(0x40)
            mstore(m, typeHash)
            calldatacopy(add(m, 0x20), h, length)
            result := keccak256(m, add(length, 0x20))
        }
    }

    function hash(Terms calldata t) internal pure returns (bytes32 result) {
        (bytes32 typeHash, uint256 length) = (TERMS, TERMS_LENGTH);
        assembly ("memory-safe") {
            let m := mload(0x40)
            mstore(m, typeHash)
            calldatacopy(add(m, 0x20), t, length)
            result := keccak256(m, add(length, 0x20))
        }
    }

    function hash(Receivable calldata r) internal pure returns (bytes32) {
        return _commitment(hash(r.header), hash(r.terms), r.document);
    }

    function hash(OpenHeader calldata o) internal pure returns (bytes32) {
        return _commitment(hash(o.header), o.terms, o.document);
    }

    function hash(OpenTerms calldata o) internal pure returns (bytes32) {
        return _commitment(o.header, hash(o.terms), o.document);
    }

    /// @notice The commitment of a receivable that the ledger derived itself. Every field has its type's values.
    function hashDerived(Receivable memory r) internal pure returns (bytes32) {
        return _commitment(keccak256(abi.encode(HEADER, r.header)), keccak256(abi.encode(TERMS, r.terms)), r.document);
    }

    function idOfDerived(Header memory h) internal pure returns (bytes32) {
        return keccak256(abi.encode(h.supplier, h.buyer, h.invoice, h.line));
    }

    function _commitment(bytes32 header, bytes32 terms, bytes32 document) private pure returns (bytes32) {
        return keccak256(abi.encode(RECEIVABLE, header, terms, document));
    }
}
