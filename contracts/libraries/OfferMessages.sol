// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {BuyerLimit, Conditions, Discount, OfferKind, Sale} from "../types/FactoringTypes.sol";
import {MerkleProof} from "@openzeppelin/contracts/utils/cryptography/MerkleProof.sol";

/// @title The EIP-712 messages that a factor signs
/// @notice An offer for one receivable nests the whole of it, so that a wallet shows everything. A test recomputes each
/// type hash from its type.
library OfferMessages {
    /// @dev "Price(uint32 advanceRate,uint32 feeRate,uint16 basis,uint32 commissionRate,uint96 minimumFee,
    /// uint16 recourseDays)"
    bytes32 internal constant PRICE = 0x4fc853836010ca7d6d9867cb39fb3d80163a5361963ae0d65bef291c43a36141;
    /// @dev "Conditions(address seller,address currency,Price price,uint96 limit,uint16 minTenor,uint16 maxTenor,
    /// uint8 advices,int16 utcOffset,uint40 until,uint256 nonce)" and Price
    bytes32 internal constant CONDITIONS = 0x8146c514a1303a7a65607d77c6caa8366c00d739b0201baacd7e1b0ec6939269;
    /// @dev "Offer(Receivable receivable,Conditions conditions)" and what it nests
    bytes32 internal constant OFFER = 0x5413184eb64063807c6f5be3e3dc755af11c922d8f1788a63aad9f15863631f2;
    /// @dev "OfferRoot(bytes32 root,uint32 count,Conditions conditions)" and what it nests
    bytes32 internal constant OFFER_ROOT = 0xd717436ccdbda27a217021182b6747b82d5e7de53953191b908bfc2c5dc58521;
    /// @dev "BuyerLimit(address buyer,uint96 limit)"
    bytes32 internal constant BUYER_LIMIT = 0x90d767366df26dae3b21bca8e4bddc029adedf8e8ebb5fb10c0fd5eb2cab9e74;
    /// @dev "Facility(BuyerLimit[] buyers,Conditions conditions)" and what it nests
    bytes32 internal constant FACILITY = 0xbb58f06a3c0c2b36edbc54da1cb6bf263fc315a391d7753564b2827cfd770b2d;
    /// @dev "Discount(address seller,uint32 rate,uint16 basis,uint16 extraDays,uint96 minPrice,uint8 advices,
    /// uint40 until,uint256 nonce)"
    bytes32 internal constant DISCOUNT = 0x3ab28de26a9d4fcb86740dd1a208bc136429e0657cb5980bb8f0c38aca2b6b6b;
    /// @dev "PurchaseOffer(Receivable receivable,Discount discount)" and what it nests
    bytes32 internal constant PURCHASE_OFFER = 0x00735f7e6a79f24a8dc010bd4fe32d0d13961754ff447d329da3ac41d3353624;

    /// @dev Both structs are hashed from where they lie in calldata, word for word: a word that is no value of its
    /// field makes a hash that nobody signed.
    function hash(Conditions calldata c) internal pure returns (bytes32 result) {
        (bytes32 conditions, bytes32 price) = (CONDITIONS, PRICE);
        assembly ("memory-safe") {
            let m := mload(0x40)
            mstore(m, price)
            calldatacopy(add(m, 0x20), add(c, 0x40), 0xc0)
            let hashed := keccak256(m, 0xe0)
            mstore(m, conditions)
            calldatacopy(add(m, 0x20), c, 0x40)
            mstore(add(m, 0x60), hashed)
            calldatacopy(add(m, 0x80), add(c, 0x100), 0xe0)
            result := keccak256(m, 0x160)
        }
    }

    /// @notice Struct hash of the offer that a sale carries. @param commitment Of the receivable.
    /// @return offer The hash. @return isNamed Whether the offer is for this receivable, or its root holds it, or it is
    /// a facility, whose buyers are looked at elsewhere.
    function offerOf(Sale calldata s, bytes32 commitment) internal pure returns (bytes32 offer, bool isNamed) {
        bytes32 conditions = hash(s.conditions);
        if (s.kind == OfferKind.Single) {
            return (keccak256(abi.encode(OFFER, commitment, conditions)), s.index == 0);
        }
        if (s.kind == OfferKind.Facility) {
            return (keccak256(abi.encode(FACILITY, _hash(s.buyers), conditions)), true);
        }
        uint256 length = s.proof.length;
        // A proof longer than a tree of `count` leaves is deep would let a root hold more than the factor was told.
        isNamed = s.index < s.count && (length == 0 || (length < 32 && s.count > 1 << (length - 1)));
        bytes32 root = MerkleProof.processProofCalldata(s.proof, leaf(s.index, commitment));
        return (keccak256(abi.encode(OFFER_ROOT, root, s.count, conditions)), isNamed);
    }

    function purchaseOf(Discount calldata d, bytes32 commitment) internal pure returns (bytes32) {
        bytes32 discount = DISCOUNT;
        assembly ("memory-safe") {
            let m := mload(0x40)
            mstore(m, discount)
            calldatacopy(add(m, 0x20), d, 0x100)
            discount := keccak256(m, 0x120)
        }
        return keccak256(abi.encode(PURCHASE_OFFER, commitment, discount));
    }

    /// @notice Leaf of a named receivable: hashed twice, so that no inner node passes for one.
    function leaf(uint256 index, bytes32 commitment) internal pure returns (bytes32 result) {
        assembly ("memory-safe") {
            mstore(0x00, index)
            mstore(0x20, commitment)
            mstore(0x00, keccak256(0x00, 0x40))
            result := keccak256(0x00, 0x20)
        }
    }

    /// @dev EIP-712 encodes an array of structs as the hash of their hashes.
    function _hash(BuyerLimit[] calldata buyers) private pure returns (bytes32) {
        bytes32[] memory hashes = new bytes32[](buyers.length);
        for (uint256 i; i < buyers.length; ++i) {
            hashes[i] = keccak256(abi.encode(BUYER_LIMIT, buyers[i].buyer, buyers[i].limit));
        }
        return keccak256(abi.encodePacked(hashes));
    }
}
