// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {EXTENSION_TEXT, PLAN_TEXT, PROMISE_TEXT, REPLY_TEXT} from "../../../contracts/types/CollectionTexts.sol";
import {
    Answer,
    AnswerKind,
    CollectionRecord,
    CollectionStep,
    Placement,
    Schedule
} from "../../../contracts/types/CollectionTypes.sol";
import {Receivable} from "../../../contracts/types/Types.sol";
import {Typed} from "../support/Typed.sol";

/// @notice The messages of collections written out from the type strings, as a wallet does it; shares nothing with the
/// contract's libraries.
library TypedCollections {
    string internal constant SCHEDULE =
        "Schedule(int16 preDueDay,int16 friendlyDay,int16 firmDay,int16 finalDay,int16 preLegalDay,int16 legalDay,"
        "int16 agencyDay,uint16 cycleDays)";
    string internal constant AGREEMENT =
        "CollectionSchedule(address supplier,address buyer,Schedule schedule,address party,uint256 nonce,"
        "uint256 deadline)";
    string internal constant ADOPTION =
        "CollectionAdoption(Receivable receivable,address creditor,Schedule schedule,uint256 nonce,"
        "uint256 deadline)";
    string internal constant RECORD =
        "CollectionRecord(bytes32 receivable,address creditor,address collector,string kind,string stage,"
        "string channel,string outcome,uint40 doneAt,uint32 nextDay,bytes32 content,uint256 claimed,uint256 nonce,"
        "uint256 deadline)";
    string internal constant STEP =
        "CollectionStep(bytes32 receivable,address creditor,address collector,string step,uint40 doneAt,"
        "bytes32 content,uint256 nonce,uint256 deadline)";
    string internal constant PLACEMENT =
        "CollectionPlacement(bytes32 receivable,address creditor,address collector,uint8 scope,uint32 fee,"
        "uint40 until,bytes32 terms,uint256 nonce,uint256 deadline)";
    string internal constant RECALL =
        "CollectionRecall(bytes32 receivable,address creditor,address collector,address party,bytes32 reason,"
        "uint256 nonce,uint256 deadline)";
    string internal constant REPLY =
        "DebtorReply(string text,bytes32 receivable,address debtor,bytes32 record,bytes32 content,uint256 nonce,"
        "uint256 deadline)";
    string internal constant PROMISE =
        "PromiseToPay(string text,bytes32 receivable,address debtor,bytes32 record,bytes32 content,"
        "PromisedPayment payment,uint256 nonce,uint256 deadline)";
    string internal constant EXTENSION =
        "ExtensionRequest(string text,bytes32 receivable,address debtor,bytes32 record,bytes32 content,"
        "PromisedPayment payment,uint256 nonce,uint256 deadline)";
    string internal constant PAYMENT = "PromisedPayment(uint96 amount,uint32 payBy,bytes32 salt)";
    string internal constant PLAN =
        "PlanAgreement(string text,Receivable receivable,address creditor,address party,PaymentPlan plan,"
        "uint256 nonce,uint256 deadline)";
    string internal constant INSTALMENT = "Instalment(uint96 amount,uint32 payBy)";
    string internal constant PAYMENT_PLAN =
        "PaymentPlan(uint96 debt,Instalment[] instalments,string interest,uint96 interestSum,uint16 graceDays,"
        "bytes32 salt)";

    /// @notice Every type of message.
    function all() internal pure returns (bytes32[10] memory) {
        return
            [
                typeHash(AGREEMENT, SCHEDULE),
                adoptionType(),
                typeHash(RECORD, ""),
                typeHash(STEP, ""),
                typeHash(PLACEMENT, ""),
                typeHash(RECALL, ""),
                typeHash(REPLY, ""),
                typeHash(PROMISE, PAYMENT),
                typeHash(EXTENSION, PAYMENT),
                planType()
            ];
    }

    function typeHash(string memory primary, string memory nested) internal pure returns (bytes32) {
        return keccak256(bytes.concat(bytes(primary), bytes(nested)));
    }

    function adoptionType() internal pure returns (bytes32) {
        bytes memory first = bytes.concat(bytes(ADOPTION), bytes(Typed.HEADER), bytes(Typed.RECEIVABLE));
        return keccak256(bytes.concat(first, bytes(SCHEDULE), bytes(Typed.TERMS)));
    }

    function planType() internal pure returns (bytes32) {
        bytes memory first = bytes.concat(bytes(PLAN), bytes(Typed.HEADER), bytes(INSTALMENT), bytes(PAYMENT_PLAN));
        return keccak256(bytes.concat(first, bytes(Typed.RECEIVABLE), bytes(Typed.TERMS)));
    }

    /// @notice Two equal instalments, thirty days apart; interest rests, five days of grace.
    function paymentPlan(uint96 debt, uint32 payBy, bytes32 salt) internal pure returns (bytes32) {
        bytes32 kind = keccak256(bytes(INSTALMENT));
        bytes32 first = keccak256(abi.encode(kind, debt / 2, payBy));
        bytes32 second = keccak256(abi.encode(kind, debt - debt / 2, payBy + 30));
        bytes32 instalments = keccak256(abi.encodePacked(first, second));
        bytes32 whole = keccak256(bytes.concat(bytes(PAYMENT_PLAN), bytes(INSTALMENT)));
        return keccak256(abi.encode(whole, debt, instalments, _hash("RESTS"), 0, 5, salt));
    }

    function plan(
        Receivable memory r,
        address creditor,
        address party,
        bytes32 plan_
    ) internal pure returns (bytes memory) {
        return abi.encode(planType(), _hash(PLAN_TEXT), Typed.hash(r), creditor, party, plan_);
    }

    function hash(Schedule memory s) internal pure returns (bytes32) {
        return keccak256(abi.encode(keccak256(bytes(SCHEDULE)), s));
    }

    function payment(uint96 amount, uint32 payBy, bytes32 salt) internal pure returns (bytes32) {
        return keccak256(abi.encode(keccak256(bytes(PAYMENT)), amount, payBy, salt));
    }

    function agreement(
        address supplier,
        address buyer,
        Schedule memory s,
        address party
    ) internal pure returns (bytes memory) {
        return abi.encode(typeHash(AGREEMENT, SCHEDULE), supplier, buyer, hash(s), party);
    }

    function adoption(Receivable memory r, address creditor, Schedule memory s) internal pure returns (bytes memory) {
        return abi.encode(adoptionType(), Typed.hash(r), creditor, hash(s));
    }

    function record(
        bytes32 id,
        address creditor,
        address collector,
        CollectionRecord memory entry,
        uint256 claimed
    ) internal pure returns (bytes memory) {
        bytes memory first = abi.encode(typeHash(RECORD, ""), id, creditor, collector);
        bytes memory shown = abi.encode(
            _hash(kinds()[uint8(entry.kind)]),
            _hash(stages()[uint8(entry.stage)]),
            _hash(channels()[uint8(entry.channel)]),
            _hash(outcomes()[uint8(entry.outcome)])
        );
        return bytes.concat(first, shown, abi.encode(entry.doneAt, entry.nextDay, entry.content, claimed));
    }

    function step(
        bytes32 id,
        address creditor,
        address collector,
        CollectionStep step_,
        uint40 doneAt,
        bytes32 content
    ) internal pure returns (bytes memory) {
        bytes32 word = _hash(steps()[uint8(step_)]);
        return abi.encode(typeHash(STEP, ""), id, creditor, collector, word, doneAt, content);
    }

    function placement(bytes32 id, address creditor, Placement memory p) internal pure returns (bytes memory) {
        bytes32 kind = typeHash(PLACEMENT, "");
        return abi.encode(kind, id, creditor, p.collector, p.scope, p.fee, p.until, p.terms);
    }

    function recall(
        bytes32 id,
        address creditor,
        address collector,
        address party,
        bytes32 reason
    ) internal pure returns (bytes memory) {
        return abi.encode(typeHash(RECALL, ""), id, creditor, collector, party, reason);
    }

    function answer(bytes32 id, address debtor, Answer memory a) internal pure returns (bytes memory) {
        if (a.kind == AnswerKind.Reply) {
            return abi.encode(typeHash(REPLY, ""), _hash(REPLY_TEXT), id, debtor, a.record, a.content);
        }
        bool isPromise = a.kind == AnswerKind.PromiseToPay;
        bytes32 kind = typeHash(isPromise ? PROMISE : EXTENSION, PAYMENT);
        bytes32 text = _hash(isPromise ? PROMISE_TEXT : EXTENSION_TEXT);
        return abi.encode(kind, text, id, debtor, a.record, a.content, a.payment);
    }

    function kinds() internal pure returns (string[2] memory) {
        return ["CONTACT", "DEMAND"];
    }

    function stages() internal pure returns (string[7] memory) {
        return ["PRE_DUE", "FRIENDLY", "FIRM", "FINAL", "PRE_LEGAL", "LEGAL", "AGENCY"];
    }

    function channels() internal pure returns (string[6] memory) {
        return ["EMAIL", "WEBHOOK", "LETTER", "SMS", "PHONE", "VISIT"];
    }

    function outcomes() internal pure returns (string[8] memory) {
        return ["SENT", "DELIVERED", "NOT_DELIVERED", "REACHED", "NOT_REACHED", "PROMISED", "DISPUTED", "REFUSED"];
    }

    function steps() internal pure returns (string[4] memory) {
        return ["INSURANCE_NOTIFICATION", "INSURANCE_CLAIM", "INSOLVENCY_NOTICE", "INSOLVENCY_WITHDRAWAL"];
    }

    function _hash(string memory text) private pure returns (bytes32) {
        return keccak256(bytes(text));
    }
}
