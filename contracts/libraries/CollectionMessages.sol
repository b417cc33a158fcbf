// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {EXTENSION_TEXT_HASH, PLAN_TEXT_HASH, PROMISE_TEXT_HASH, REPLY_TEXT_HASH} from "../types/CollectionTexts.sol";
import {
    Answer,
    AnswerKind,
    Channel,
    CollectionRecord,
    CollectionStep,
    ContactOutcome,
    Placement,
    RecordKind,
    Schedule,
    Stage
} from "../types/CollectionTypes.sol";

/// @title The EIP-712 messages of collections
/// @notice A wallet shows stages, channels and outcomes as words. Messages end with nonce and deadline, which
/// `Messages.single` appends. A test recomputes each type hash from its type.
library CollectionMessages {
    /// @dev "Schedule(int16 preDueDay,int16 friendlyDay,int16 firmDay,int16 finalDay,int16 preLegalDay,
    /// int16 legalDay,int16 agencyDay,uint16 cycleDays)"
    bytes32 internal constant SCHEDULE = 0xc20c5e46fff9af17fc2150eb71e9445aee83a5790d522d53b1997bbcaeb4689d;
    /// @dev "CollectionSchedule(address supplier,address buyer,Schedule schedule,address party,uint256 nonce,
    /// uint256 deadline)" and the schedule's type
    bytes32 internal constant AGREEMENT = 0xfe0cc6955713abcb3b1b27870f5bcd44fa912c053d7e27f4e0212d484caaca37;
    /// @dev "CollectionAdoption(Receivable receivable,address creditor,Schedule schedule,uint256 nonce,
    /// uint256 deadline)" and the types of both
    bytes32 internal constant ADOPTION = 0x2b27dc9ca2d52469142567c5e442f272b613e605ab12cec978f49d81eaca6540;
    /// @dev "CollectionRecord(bytes32 receivable,address creditor,address collector,string kind,string stage,
    /// string channel,string outcome,uint40 doneAt,uint32 nextDay,bytes32 content,uint256 claimed,uint256 nonce,
    /// uint256 deadline)"
    bytes32 internal constant RECORD = 0x6f78d5f68250fc171e7788c0ce91364ed3e83416c41a5dd7c4178c40bbf426f9;
    /// @dev "CollectionStep(bytes32 receivable,address creditor,address collector,string step,uint40 doneAt,
    /// bytes32 content,uint256 nonce,uint256 deadline)"
    bytes32 internal constant STEP = 0xbba6dcf1a9d05ec31596f4bbf8bea8f2d5faeb992826572763f6f433311fa0ef;
    /// @dev "CollectionPlacement(bytes32 receivable,address creditor,address collector,uint8 scope,uint32 fee,
    /// uint40 until,bytes32 terms,uint256 nonce,uint256 deadline)"
    bytes32 internal constant PLACEMENT = 0xf45df5f115af7c8d080f4850b33e02aac04f39d892c816f8aa43eeca0b4b829a;
    /// @dev "CollectionRecall(bytes32 receivable,address creditor,address collector,address party,bytes32 reason,
    /// uint256 nonce,uint256 deadline)"
    bytes32 internal constant RECALL = 0x0bad97144563c188a7612d759fd01bb2e6a2804db1d9eee92e945da2952e3449;
    /// @dev "DebtorReply(string text,bytes32 receivable,address debtor,bytes32 record,bytes32 content,uint256 nonce,
    /// uint256 deadline)"
    bytes32 internal constant REPLY = 0x0d85aadd16b49f249cb8fc982a9cefdbbf469634ae4fbb355cc3e8ad137f1625;
    /// @dev "PromiseToPay(string text,bytes32 receivable,address debtor,bytes32 record,bytes32 content,
    /// PromisedPayment payment,uint256 nonce,uint256 deadline)" and
    /// "PromisedPayment(uint96 amount,uint32 payBy,bytes32 salt)"
    bytes32 internal constant PROMISE = 0xe42b81684e5e0c27edcf6d07da2ec36e32ebf5dd5fb960f49a5d52cc9b8949df;
    /// @dev "ExtensionRequest(" and the same as of a promise
    bytes32 internal constant EXTENSION = 0x43b220606d23b44b4c7678c344713f6b2207a42b8aef880f81a3ab9f8a0a7589;

    /// @dev "PlanAgreement(string text,Receivable receivable,address creditor,address party,PaymentPlan plan,
    /// uint256 nonce,uint256 deadline)", "Instalment(uint96 amount,uint32 payBy)", "PaymentPlan(uint96 debt,
    /// Instalment[] instalments,string interest,uint96 interestSum,uint16 graceDays,bytes32 salt)" and the receivable's
    bytes32 internal constant PLAN = 0x19972725c61b48948a8f9c6bf6bef7bfb4c29be7fbc687695ce8d9c3d676b552;

    /// @param party For which of the two it is signed.
    function agreement(
        address supplier,
        address buyer,
        Schedule calldata s,
        address party
    ) internal pure returns (bytes memory) {
        return abi.encode(AGREEMENT, supplier, buyer, keccak256(abi.encode(SCHEDULE, s)), party);
    }

    function adoption(bytes32 commitment, address creditor, Schedule calldata s) internal pure returns (bytes memory) {
        return abi.encode(ADOPTION, commitment, creditor, keccak256(abi.encode(SCHEDULE, s)));
    }

    function record(
        bytes32 id,
        address creditor,
        address collector,
        CollectionRecord calldata r,
        uint256 claimed
    ) internal pure returns (bytes memory) {
        return
            bytes.concat(
                abi.encode(RECORD, id, creditor, collector, _word(r.kind), _word(r.stage), _word(r.channel)),
                abi.encode(_word(r.outcome), r.doneAt, r.nextDay, r.content, claimed)
            );
    }

    function step(
        bytes32 id,
        address creditor,
        address collector,
        CollectionStep s,
        uint40 doneAt,
        bytes32 content
    ) internal pure returns (bytes memory) {
        return abi.encode(STEP, id, creditor, collector, _word(s), doneAt, content);
    }

    function placement(bytes32 id, address creditor, Placement calldata p) internal pure returns (bytes memory) {
        return abi.encode(PLACEMENT, id, creditor, p);
    }

    function recall(
        bytes32 id,
        address creditor,
        address collector,
        address party,
        bytes32 reason
    ) internal pure returns (bytes memory) {
        return abi.encode(RECALL, id, creditor, collector, party, reason);
    }

    /// @dev A wallet shows the payment that a promise or a request nests; a reply has none.
    function answer(bytes32 id, address debtor, Answer calldata a) internal pure returns (bytes memory) {
        if (a.kind == AnswerKind.Reply) return abi.encode(REPLY, REPLY_TEXT_HASH, id, debtor, a.record, a.content);
        bool isPromise = a.kind == AnswerKind.PromiseToPay;
        bytes32 typeHash = isPromise ? PROMISE : EXTENSION;
        bytes32 text = isPromise ? PROMISE_TEXT_HASH : EXTENSION_TEXT_HASH;
        return abi.encode(typeHash, text, id, debtor, a.record, a.content, a.payment);
    }

    /// @param party For which of the two it is signed. @param p Struct hash of the plan, which a wallet shows.
    function plan(bytes32 commitment, address creditor, address party, bytes32 p) internal pure returns (bytes memory) {
        return abi.encode(PLAN, PLAN_TEXT_HASH, commitment, creditor, party, p);
    }

    function _word(RecordKind k) private pure returns (bytes32) {
        if (k == RecordKind.Contact) return keccak256("CONTACT");
        return keccak256("DEMAND");
    }

    function _word(Stage s) private pure returns (bytes32) {
        if (s == Stage.PreDue) return keccak256("PRE_DUE");
        if (s == Stage.Friendly) return keccak256("FRIENDLY");
        if (s == Stage.Firm) return keccak256("FIRM");
        if (s == Stage.Final) return keccak256("FINAL");
        if (s == Stage.PreLegal) return keccak256("PRE_LEGAL");
        if (s == Stage.Legal) return keccak256("LEGAL");
        return keccak256("AGENCY");
    }

    function _word(Channel c) private pure returns (bytes32) {
        if (c == Channel.Email) return keccak256("EMAIL");
        if (c == Channel.Webhook) return keccak256("WEBHOOK");
        if (c == Channel.Letter) return keccak256("LETTER");
        if (c == Channel.Sms) return keccak256("SMS");
        if (c == Channel.Phone) return keccak256("PHONE");
        return keccak256("VISIT");
    }

    function _word(ContactOutcome o) private pure returns (bytes32) {
        if (o == ContactOutcome.Sent) return keccak256("SENT");
        if (o == ContactOutcome.Delivered) return keccak256("DELIVERED");
        if (o == ContactOutcome.NotDelivered) return keccak256("NOT_DELIVERED");
        if (o == ContactOutcome.Reached) return keccak256("REACHED");
        if (o == ContactOutcome.NotReached) return keccak256("NOT_REACHED");
        if (o == ContactOutcome.Promised) return keccak256("PROMISED");
        if (o == ContactOutcome.Disputed) return keccak256("DISPUTED");
        return keccak256("REFUSED");
    }

    function _word(CollectionStep s) private pure returns (bytes32) {
        if (s == CollectionStep.InsuranceNotification) return keccak256("INSURANCE_NOTIFICATION");
        if (s == CollectionStep.InsuranceClaim) return keccak256("INSURANCE_CLAIM");
        if (s == CollectionStep.InsolvencyNotice) return keccak256("INSOLVENCY_NOTICE");
        return keccak256("INSOLVENCY_WITHDRAWAL");
    }
}
