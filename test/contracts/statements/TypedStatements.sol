// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {BalanceReply, Exceptions, Line, Posting, Roots, Statement} from "../../../contracts/interfaces/IStatements.sol";
import {BALANCE_TEXT, DEBT_TEXT, DEMAND_TEXT} from "../../../contracts/types/StatementTexts.sol";

/// @notice EIP-712 of statements written out from the type strings; shares nothing with the contract's library.
library TypedStatements {
    string internal constant STATEMENT = "Statement(address supplier,address buyer,address currency,uint40 cutOff)";
    string internal constant ROOTS =
        "Roots(bytes32 supplierRoot,uint16 supplierVersion,bytes32 buyerRoot,uint16 buyerVersion)";
    string internal constant SUM = "Sum(int256 amount,bytes32 salt)";
    string internal constant POSTING =
        "StatementPosting(Statement statement,address party,bytes32 root,bytes32 replaces,uint16 version,"
        "bytes32 keys,uint40 replyBy,uint256 nonce,uint256 deadline)";
    string internal constant AGREEMENT =
        "BalanceAgreement(string text,Statement statement,Roots roots,address party,string reply,bytes32 result,"
        "uint32 exceptions,Sum balance,uint256 nonce,uint256 deadline)";
    string internal constant ACKNOWLEDGEMENT =
        "DebtAcknowledgement(string text,Statement statement,Roots roots,address debtor,Sum debt,uint32 payBy,"
        "uint256 nonce,uint256 deadline)";
    string internal constant RECEIVED_DEMAND =
        "ReceivedDemand(string text,Statement statement,Roots roots,address debtor,bytes32 demand,uint256 nonce,"
        "uint256 deadline)";

    function typeHash(string memory primary, string memory a, string memory b) internal pure returns (bytes32) {
        return keccak256(bytes.concat(bytes(primary), bytes(a), bytes(STATEMENT), bytes(b)));
    }

    function idOf(Statement memory s) internal pure returns (bytes32) {
        return keccak256(abi.encode(keccak256(bytes(STATEMENT)), s.supplier, s.buyer, s.currency, s.cutOff));
    }

    function hash(Roots memory r) internal pure returns (bytes32) {
        return
            keccak256(
                abi.encode(keccak256(bytes(ROOTS)), r.supplierRoot, r.supplierVersion, r.buyerRoot, r.buyerVersion)
            );
    }

    function sum(int256 amount, bytes32 salt) internal pure returns (bytes32) {
        return keccak256(abi.encode(keccak256(bytes(SUM)), amount, salt));
    }

    function posting(Statement memory s, Posting memory p, uint16 version) internal pure returns (bytes memory) {
        return abi.encode(typeHash(POSTING, "", ""), idOf(s), p.party, p.root, p.replaces, version, p.keys, p.replyBy);
    }

    function agreement(
        Statement memory s,
        Roots memory r,
        address party,
        BalanceReply reply,
        Exceptions memory e,
        bytes32 balance
    ) internal pure returns (bytes memory) {
        bytes32 text = keccak256(bytes(BALANCE_TEXT));
        bytes32 kind = typeHash(AGREEMENT, ROOTS, SUM);
        bytes32 word = keccak256(bytes(wordOf(reply)));
        return abi.encode(kind, text, idOf(s), hash(r), party, word, e.result, e.count, balance);
    }

    function wordOf(BalanceReply reply) internal pure returns (string memory) {
        if (reply == BalanceReply.Agreed) return "AGREED";
        return reply == BalanceReply.AgreedExcept ? "AGREED_EXCEPT" : "REJECTED";
    }

    function acknowledgement(
        Statement memory s,
        Roots memory r,
        address debtor,
        bytes32 debt,
        uint32 payBy
    ) internal pure returns (bytes memory) {
        bytes32 kind = typeHash(ACKNOWLEDGEMENT, ROOTS, SUM);
        return abi.encode(kind, keccak256(bytes(DEBT_TEXT)), idOf(s), hash(r), debtor, debt, payBy);
    }

    function receivedDemand(
        Statement memory s,
        Roots memory r,
        address debtor,
        bytes32 demand
    ) internal pure returns (bytes memory) {
        bytes32 kind = typeHash(RECEIVED_DEMAND, ROOTS, "");
        return abi.encode(kind, keccak256(bytes(DEMAND_TEXT)), idOf(s), hash(r), debtor, demand);
    }

    function leaf(Statement memory s, Line memory line) internal pure returns (bytes32) {
        bytes memory fields = abi.encode(1, line.document, s.currency, line.amount, s.cutOff, line.salt);
        return keccak256(abi.encodePacked(keccak256(fields)));
    }
}
