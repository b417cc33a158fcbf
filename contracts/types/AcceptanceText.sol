// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

/// @dev What accepting means, version 1. It is part of every signed acceptance, so that the signer has read it and
/// nobody can say later that it meant something else. Art. 763 of the PRC Civil Code is why the warning is there (R56).
string constant ACCEPTANCE_TEXT =
    unicode"Countersign acceptance 1. We owe the amount of this receivable to its holder on its terms. "
    unicode"Accepting goods or an invoice that do not exist can bind us towards whoever finances it. "
    unicode"接受即确认：本方按所列条款对持有人负有该笔应付账款。对虚构的应收账款予以确认，可能仍须向保理人付款（民法典第763条）。";

/// @dev Its keccak256, written out because the compiler would hash the text at every call; a test compares the two.
bytes32 constant ACCEPTANCE_TEXT_HASH = 0x7ecde3a9ded2ee844b455a00c214f2bcb16b4a1af281118c515cb3d8682d7db1;
