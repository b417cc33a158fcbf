// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

/// @dev What a notice and a reply to it mean, version 1; part of every message that is signed about them (R56, R60,
/// R62).
string constant ASSIGNMENT_TEXT =
    unicode"Countersign assignment 1. These receivables are assigned to the assignee. Pay the payee alone from now on; "
    unicode"of a reassignment, pay the payee named here again. Proof is given on request. "
    unicode"债权转让通知：下列应收账款已转让，请自收到本通知起仅向所载收款人付款；如为反转让，请恢复向所载收款人付款。";

string constant ACKNOWLEDGEMENT_TEXT =
    unicode"Countersign acknowledgement 1. RECEIVED says that the notice arrived and nothing else. ACKNOWLEDGED says "
    unicode"that we will pay the payee and know of no defence or set-off; ACKNOWLEDGED_RESERVING that we will pay "
    unicode"the payee and reserve them; REFUSED that we do not, and why. Confirming what does not exist can bind us "
    unicode"towards the factor. 转让通知回执：RECEIVED 仅表示收到；ACKNOWLEDGED 表示将向收款人付款且不知有抗辩或抵销；"
    unicode"ACKNOWLEDGED_RESERVING 表示付款但保留抗辩与抵销；REFUSED 表示拒绝。确认虚构的应收账款可能仍须付款（民法典第763条）。";

/// @dev Their keccak256, written out because the compiler would hash the texts at every call; a test compares them.
bytes32 constant ASSIGNMENT_TEXT_HASH = 0x5d40f670abbac7b42a3a9f49ac490dfed7d8a40fda42808a425cb8c11f67498d;
bytes32 constant ACKNOWLEDGEMENT_TEXT_HASH = 0x44be030cf2d18426dd942f74b7e366dcdce912373dbbf8b153329fe5eec17c19;
