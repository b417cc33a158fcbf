// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

/// @dev What each of the three acts about a statement means, version 1. They differ for limitation (R52), so each is
/// part of every message that is signed: nobody can say later that one of them meant another.
string constant BALANCE_TEXT =
    unicode"Countersign balance 1. We reply to these accounts, which were drawn up for checking only. "
    unicode"This acknowledges no debt, promises no payment and receives no demand. "
    unicode"仅供对账：本回复不构成债务承认、付款承诺或对催款的签收。";

string constant DEBT_TEXT =
    unicode"Countersign debt 1. We acknowledge that we owe this sum, and will pay it by the day named if one is named. "
    unicode"This can interrupt limitation; owing what does not exist can bind us towards whoever finances it. "
    unicode"债务承认：本方确认欠付该笔款项，载明日期的，将于该日前付清。本确认可使诉讼时效中断；"
    unicode"对虚构的应收账款予以确认，可能仍须向保理人付款（民法典第763条）。";

string constant DEMAND_TEXT =
    unicode"Countersign demand 1. We received this demand. "
    unicode"This agrees to nothing that it says and acknowledges no debt. "
    unicode"催款签收：本方仅确认收到该催款通知，不表示同意其内容，亦不构成债务承认。";

/// @dev Their keccak256, written out because the compiler would hash the texts at every call; a test compares them.
bytes32 constant BALANCE_TEXT_HASH = 0x2076926ddc77bd7bf32660ded07c3d1c9be011fce0f439819be09cab5ba625d9;
bytes32 constant DEBT_TEXT_HASH = 0x9df6e7d86a2de111f9060c2aea39ac56c56f17d9c5f217c3affd5ff6941ac9d4;
bytes32 constant DEMAND_TEXT_HASH = 0x5bf7a4d8750c9938581fa5d82f030c817545e0deec11fba0a62d2df50a463c48;
