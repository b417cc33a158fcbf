// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

/// @dev What each answer of a debtor means, version 1. They differ for limitation (R52), so each is part of the message
/// that is signed: nobody can say later that a reply was a promise.
string constant REPLY_TEXT =
    unicode"Countersign reply 1. We answer this record. "
    unicode"This acknowledges no debt, promises no payment and waives no defence. "
    unicode"答复：本方就该催收记录作出答复，不构成债务承认、付款承诺，亦不放弃任何抗辩。";

string constant PROMISE_TEXT =
    unicode"Countersign promise 1. We promise to pay this sum by this day. "
    unicode"This can interrupt limitation. What is disputed stays disputed. "
    unicode"付款承诺：本方承诺于该日前支付该笔款项。本承诺可使诉讼时效中断；对争议部分的异议不受影响。";

string constant EXTENSION_TEXT =
    unicode"Countersign extension 1. We ask to pay this sum by this day. It changes nothing until it is agreed. "
    unicode"A court may read it as an acknowledgement that interrupts limitation. "
    unicode"延期申请：本方申请于该日前支付该笔款项，在达成一致之前不改变原付款义务。该申请可能被认定为债务承认而使诉讼时效中断。";

/// @dev What both sides of a payment plan sign with it.
string constant PLAN_TEXT =
    unicode"Countersign plan 1. We agree that this debt is paid in these instalments and put off while they are paid. "
    unicode"If one is not paid in time, the original terms count as if nothing had been agreed. "
    unicode"The debtor acknowledges the debt, which can interrupt limitation. What is disputed stays disputed. "
    unicode"还款计划：双方同意该笔债务按下列分期偿还，按期履行期间予以延期。任何一期逾期，即恢复适用原付款条件，视同未曾约定。"
    unicode"债务人承认该债务，可使诉讼时效中断；对争议部分的异议不受影响。";

/// @dev Their keccak256, written out because the compiler would hash the texts at every call; a test compares them.
bytes32 constant REPLY_TEXT_HASH = 0xe47569525330d6e086a8b190080dec007f8d0a037a87f6af58743ea4524d0e66;
bytes32 constant PROMISE_TEXT_HASH = 0xd6716ebe1a9088f0814f94caa7f62534dceb26488b82c4fa1a2d82f3484964ba;
bytes32 constant EXTENSION_TEXT_HASH = 0x0acd6746457d9b024022a8fdc4ac0cb17bc1aeb9c4a3c7b25b32b70b0fec96b3;
bytes32 constant PLAN_TEXT_HASH = 0x3eab16f3ac0a520bee0fab8ef5f4cde5200c6829610084776fceea9092e6338b;
