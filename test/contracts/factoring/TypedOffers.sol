// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {BuyerLimit, Conditions, Discount, Price} from "../../../contracts/types/FactoringTypes.sol";
import {Receivable} from "../../../contracts/types/Types.sol";
import {Typed} from "../support/Typed.sol";

/// @notice EIP-712 of a factor's offers written out from the type strings; shares nothing with the desk's library.
library TypedOffers {
    string internal constant PRICE =
        "Price(uint32 advanceRate,uint32 feeRate,uint16 basis,uint32 commissionRate,uint96 minimumFee,"
        "uint16 recourseDays)";
    string internal constant CONDITIONS =
        "Conditions(address seller,address currency,Price price,uint96 limit,uint16 minTenor,uint16 maxTenor,"
        "uint8 advices,int16 utcOffset,uint40 until,uint256 nonce)";
    string internal constant BUYER_LIMIT = "BuyerLimit(address buyer,uint96 limit)";
    string internal constant DISCOUNT =
        "Discount(address seller,uint32 rate,uint16 basis,uint16 extraDays,uint96 minPrice,uint8 advices,"
        "uint40 until,uint256 nonce)";
    string internal constant OFFER = "Offer(Receivable receivable,Conditions conditions)";
    string internal constant OFFER_ROOT = "OfferRoot(bytes32 root,uint32 count,Conditions conditions)";
    string internal constant FACILITY = "Facility(BuyerLimit[] buyers,Conditions conditions)";
    string internal constant PURCHASE_OFFER = "PurchaseOffer(Receivable receivable,Discount discount)";

    // EIP-712 appends the types that a type refers to in alphabetical order.

    function conditionsType() internal pure returns (bytes32) {
        return keccak256(bytes.concat(bytes(CONDITIONS), bytes(PRICE)));
    }

    function offerType() internal pure returns (bytes32) {
        bytes memory receivable = bytes.concat(bytes(Typed.HEADER), bytes(PRICE), bytes(Typed.RECEIVABLE));
        return keccak256(bytes.concat(bytes(OFFER), bytes(CONDITIONS), receivable, bytes(Typed.TERMS)));
    }

    function offerRootType() internal pure returns (bytes32) {
        return keccak256(bytes.concat(bytes(OFFER_ROOT), bytes(CONDITIONS), bytes(PRICE)));
    }

    function facilityType() internal pure returns (bytes32) {
        return keccak256(bytes.concat(bytes(FACILITY), bytes(BUYER_LIMIT), bytes(CONDITIONS), bytes(PRICE)));
    }

    function purchaseOfferType() internal pure returns (bytes32) {
        bytes memory receivable = bytes.concat(bytes(Typed.HEADER), bytes(Typed.RECEIVABLE), bytes(Typed.TERMS));
        return keccak256(bytes.concat(bytes(PURCHASE_OFFER), bytes(DISCOUNT), receivable));
    }

    function hash(Price memory p) internal pure returns (bytes32) {
        return keccak256(abi.encode(keccak256(bytes(PRICE)), p));
    }

    function hash(Conditions memory c) internal pure returns (bytes32) {
        bytes memory first = abi.encode(conditionsType(), c.seller, c.currency, hash(c.price), c.limit, c.minTenor);
        return keccak256(bytes.concat(first, abi.encode(c.maxTenor, c.advices, c.utcOffset, c.until, c.nonce)));
    }

    function single(Receivable memory r, Conditions memory c) internal pure returns (bytes32) {
        return keccak256(abi.encode(offerType(), Typed.hash(r), hash(c)));
    }

    function several(bytes32 root, uint32 count, Conditions memory c) internal pure returns (bytes32) {
        return keccak256(abi.encode(offerRootType(), root, count, hash(c)));
    }

    function facility(BuyerLimit[] memory buyers, Conditions memory c) internal pure returns (bytes32) {
        bytes memory hashes;
        for (uint256 i; i < buyers.length; ++i) {
            bytes32 one = keccak256(abi.encode(keccak256(bytes(BUYER_LIMIT)), buyers[i].buyer, buyers[i].limit));
            hashes = bytes.concat(hashes, one);
        }
        return keccak256(abi.encode(facilityType(), keccak256(hashes), hash(c)));
    }

    function purchase(Receivable memory r, Discount memory d) internal pure returns (bytes32) {
        bytes32 discount = keccak256(abi.encode(keccak256(bytes(DISCOUNT)), d));
        return keccak256(abi.encode(purchaseOfferType(), Typed.hash(r), discount));
    }

    /// @notice Leaf of a receivable under a root of offers.
    function leaf(uint256 index, Receivable memory r) internal pure returns (bytes32) {
        return keccak256(abi.encodePacked(keccak256(abi.encode(index, Typed.hash(r)))));
    }
}
