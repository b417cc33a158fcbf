// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {Header, OpenHeader, OpenTerms, Receivable, Terms} from "../types/Types.sol";

/// @title EIP-712 struct hashes of what parties agree
/// @notice Nested structs hash on their own, so a commitment can be recomputed from whichever part a call opens.
/// A struct of value types is encoded as its fields in words, which is what `abi.encode` yields.
library Commitments {
    string internal constant HEADER =
        "Header(address supplier,address buyer,bytes32 invoice,uint32 line,uint8 policy,uint32 revision)";
    string internal constant TERMS =
        "Terms(address currency,uint96 amount,uint32 dueDay,int16 utcOffset,uint32 discountDay1,uint96 discount1,"
        "uint32 discountDay2,uint96 discount2,uint32 slidingRate,bool discountOnParts,uint32 lateRate,uint16 basis,"
        "uint16 graceDays,uint96 fixedSum,uint8 allocation,uint16 accelerationDays,bytes32 salt)";
    string internal constant RECEIVABLE = "Receivable(Header header,Terms terms,bytes32 document)";
    bytes32 internal constant HEADER_TYPEHASH = keccak256(bytes(HEADER));
    bytes32 internal constant TERMS_TYPEHASH = keccak256(bytes(TERMS));
    bytes32 internal constant RECEIVABLE_TYPEHASH = keccak256(abi.encodePacked(RECEIVABLE, HEADER, TERMS));

    /// @notice The token's id. The same invoice line cannot be issued twice by one organisation to another, and nobody
    /// else can take it, since the supplier must consent.
    function idOf(Header calldata h) internal pure returns (bytes32) {
        return keccak256(abi.encode(h.supplier, h.buyer, h.invoice, h.line));
    }

    function hash(Header calldata h) internal pure returns (bytes32) {
        return keccak256(abi.encode(HEADER_TYPEHASH, h));
    }

    function hash(Terms calldata t) internal pure returns (bytes32) {
        return keccak256(abi.encode(TERMS_TYPEHASH, t));
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

    function _commitment(bytes32 header, bytes32 terms, bytes32 document) private pure returns (bytes32) {
        return keccak256(abi.encode(RECEIVABLE_TYPEHASH, header, terms, document));
    }
}
