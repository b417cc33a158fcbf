// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {AssignmentNotice, Filing, NoticeKind, NoticeReply} from "../../../contracts/interfaces/IFactoring.sol";
import {NoticeMessages} from "../../../contracts/libraries/NoticeMessages.sol";
import {OfferMessages} from "../../../contracts/libraries/OfferMessages.sol";
import {
    ACKNOWLEDGEMENT_TEXT,
    ACKNOWLEDGEMENT_TEXT_HASH,
    ASSIGNMENT_TEXT,
    ASSIGNMENT_TEXT_HASH
} from "../../../contracts/types/AssignmentTexts.sol";
import {BuyerLimit, Conditions, Discount, OfferKind, Sale} from "../../../contracts/types/FactoringTypes.sol";
import {Receivable} from "../../../contracts/types/Types.sol";
import {Typed} from "../support/Typed.sol";
import {FactoringWorld} from "./FactoringWorld.sol";
import {TypedNotices} from "./TypedNotices.sol";
import {TypedOffers} from "./TypedOffers.sol";

/// @dev The libraries, which read calldata.
contract MessagesHarness {
    function offerOf(Sale calldata s, bytes32 commitment) external pure returns (bytes32, bool) {
        return OfferMessages.offerOf(s, commitment);
    }

    function purchaseOf(Discount calldata d, bytes32 commitment) external pure returns (bytes32) {
        return OfferMessages.purchaseOf(d, commitment);
    }

    function noticeOf(AssignmentNotice calldata n) external pure returns (bytes32) {
        return NoticeMessages.hash(n);
    }

    function filingOf(Filing calldata f) external pure returns (bytes memory) {
        return NoticeMessages.filingStatement(f);
    }
}

/// @notice Hashes that are written out, recomputed from what they are hashes of, and encodings written out twice.
contract MessagesTest is FactoringWorld {
    MessagesHarness private harness;

    function setUp() public override {
        super.setUp();
        harness = new MessagesHarness();
    }

    function test_the_types_of_offers_are_what_they_are_hashes_of() public pure {
        _eq(OfferMessages.PRICE, keccak256(bytes(TypedOffers.PRICE)), "Price");
        _eq(OfferMessages.CONDITIONS, TypedOffers.conditionsType(), "Conditions");
        _eq(OfferMessages.OFFER, TypedOffers.offerType(), "Offer");
        _eq(OfferMessages.OFFER_ROOT, TypedOffers.offerRootType(), "OfferRoot");
        _eq(OfferMessages.BUYER_LIMIT, keccak256(bytes(TypedOffers.BUYER_LIMIT)), "BuyerLimit");
        _eq(OfferMessages.FACILITY, TypedOffers.facilityType(), "Facility");
        _eq(OfferMessages.DISCOUNT, keccak256(bytes(TypedOffers.DISCOUNT)), "Discount");
        _eq(OfferMessages.PURCHASE_OFFER, TypedOffers.purchaseOfferType(), "PurchaseOffer");
    }

    function test_the_types_of_notices_are_what_they_are_hashes_of() public pure {
        _eq(NoticeMessages.NOTICE, keccak256(bytes(TypedNotices.NOTICE)), "AssignmentNotice");
        _eq(NoticeMessages.NOTIFICATION, TypedNotices.noticeType(TypedNotices.NOTIFICATION), "notification");
        _eq(NoticeMessages.ACKNOWLEDGEMENT, TypedNotices.noticeType(TypedNotices.ACKNOWLEDGEMENT), "acknowledgement");
        _eq(NoticeMessages.FILING, keccak256(bytes(TypedNotices.FILING)), "Filing");
        _eq(NoticeMessages.FILING_STATEMENT, TypedNotices.filingType(), "FilingStatement");
    }

    function test_the_texts_are_what_they_are_hashes_of() public pure {
        _eq(ASSIGNMENT_TEXT_HASH, keccak256(bytes(ASSIGNMENT_TEXT)), "assignment");
        _eq(ACKNOWLEDGEMENT_TEXT_HASH, keccak256(bytes(ACKNOWLEDGEMENT_TEXT)), "acknowledgement");
    }

    function test_the_words_of_replies_are_what_they_are_hashes_of() public pure {
        _eq(NoticeMessages.RECEIVED, keccak256("RECEIVED"), "received");
        _eq(NoticeMessages.ACKNOWLEDGED, keccak256("ACKNOWLEDGED"), "acknowledged");
        _eq(NoticeMessages.ACKNOWLEDGED_RESERVING, keccak256("ACKNOWLEDGED_RESERVING"), "reserving");
        _eq(NoticeMessages.REFUSED, keccak256("REFUSED"), "refused");
    }

    function test_each_reply_is_encoded_by_its_own_word() public pure {
        for (uint8 i = 1; i < 5; ++i) {
            NoticeReply reply = NoticeReply(i);
            bytes memory message = NoticeMessages.acknowledgement("notice", reply, "reason");
            bytes memory expected = TypedNotices.acknowledgement("notice", reply, "reason");
            _eq(keccak256(message), keccak256(expected), "reply");
        }
    }

    // ------------------------------------------------------------------------------------------------ fuzzed encodings

    function testFuzz_an_offer_is_encoded_as_its_type_says(Receivable calldata r, Conditions calldata c) public view {
        Sale memory s;
        (s.receivable, s.conditions) = (r, c);
        (bytes32 offer, bool isNamed) = harness.offerOf(s, Typed.hash(r));
        _eq(offer, TypedOffers.single(r, c), "offer");
        _true(isNamed, "named");
    }

    function testFuzz_a_facility_is_encoded_as_its_type_says(
        BuyerLimit[] calldata buyers,
        Conditions calldata c
    ) public view {
        Sale memory s;
        (s.buyers, s.conditions, s.kind) = (buyers, c, OfferKind.Facility);
        (bytes32 offer, ) = harness.offerOf(s, 0);
        _eq(offer, TypedOffers.facility(buyers, c), "facility");
    }

    function testFuzz_a_root_is_encoded_as_its_type_says(
        bytes32[4] calldata beside,
        uint32 index,
        Conditions calldata c
    ) public view {
        Sale memory s;
        (s.conditions, s.kind, s.index, s.count) = (c, OfferKind.Several, index % 16, 16);
        bytes32 root = TypedOffers.leaf(s.index, s.receivable);
        s.proof = new bytes32[](4);
        for (uint256 i; i < 4; ++i) (s.proof[i], root) = (beside[i], Typed.node(root, beside[i]));
        (bytes32 offer, bool isNamed) = harness.offerOf(s, Typed.hash(s.receivable));
        _eq(offer, TypedOffers.several(root, 16, c), "root");
        _true(isNamed, "named");
    }

    function testFuzz_a_purchase_is_encoded_as_its_type_says(Receivable calldata r, Discount calldata d) public view {
        _eq(harness.purchaseOf(d, Typed.hash(r)), TypedOffers.purchase(r, d), "purchase");
    }

    function testFuzz_a_notice_is_encoded_as_its_type_says(
        bool isBack,
        address[5] calldata parties,
        bytes32[2] calldata hashes,
        uint40 givenAt
    ) public view {
        AssignmentNotice memory n;
        n.kind = isBack ? NoticeKind.Reassigned : NoticeKind.Assigned;
        (n.assignor, n.assignee, n.debtor, n.payee) = (parties[0], parties[1], parties[2], parties[3]);
        (n.receivables, n.proof, n.givenAt) = (hashes[0], hashes[1], givenAt);
        bytes32 notice = harness.noticeOf(n);
        _eq(notice, TypedNotices.hash(n), "notice");
        bytes memory message = NoticeMessages.notification(notice, parties[4]);
        _eq(keccak256(message), keccak256(TypedNotices.notification(n, parties[4])), "notification");
    }

    function testFuzz_a_filing_is_encoded_as_its_type_says(Filing calldata f) public view {
        _eq(keccak256(harness.filingOf(f)), keccak256(TypedNotices.filing(f)), "filing");
    }
}
