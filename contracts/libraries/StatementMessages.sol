// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {BalanceReply, Exceptions, Line, Posting, Roots, Statement} from "../interfaces/IStatements.sol";
import {BALANCE_TEXT_HASH, DEBT_TEXT_HASH, DEMAND_TEXT_HASH} from "../types/StatementTexts.sol";

/// @title The EIP-712 messages of statements, and the leaf of a line
/// @notice A wallet shows the sum that a message nests, of which the chain sees the hash. Messages end with nonce and
/// deadline, which `Messages.single` appends. A test recomputes each type hash from its type.
library StatementMessages {
    /// @dev "Statement(address supplier,address buyer,address currency,uint40 cutOff)"
    bytes32 internal constant STATEMENT = 0x784916af3c3f167a68b4393a5326d9b2454f95097ad626298956d13b2e70145c;
    /// @dev "Roots(bytes32 supplierRoot,uint16 supplierVersion,bytes32 buyerRoot,uint16 buyerVersion)"
    bytes32 internal constant ROOTS = 0x2bcae3a4223087516a8f87c4b1d7891f223cfdd8b04c8064f09db33c4c351430;
    /// @dev "StatementPosting(Statement statement,address party,bytes32 root,bytes32 replaces,uint16 version,
    /// bytes32 keys,uint40 replyBy,uint256 nonce,uint256 deadline)"
    bytes32 internal constant STATEMENT_POSTING = 0x07e5943ea23978cb3ad29eac7b8a7b65fee6c245e5fd0f03a3aeef4ee7833460;
    /// @dev "BalanceAgreement(string text,Statement statement,Roots roots,address party,string reply,bytes32 result,
    /// uint32 exceptions,Sum balance,uint256 nonce,uint256 deadline)"
    bytes32 internal constant BALANCE_AGREEMENT = 0x56efe56185eb3fd56ff31d32ffc0cb2fb0ec1e38ef5336267ba3c0c3691c3cbe;
    /// @dev "DebtAcknowledgement(string text,Statement statement,Roots roots,address debtor,Sum debt,uint32 payBy,
    /// uint256 nonce,uint256 deadline)"
    bytes32 internal constant DEBT_ACKNOWLEDGEMENT = 0xe7f51b396665d869078387b6375777e88170ce1d0f720d929c013fd60378dd71;
    /// @dev "ReceivedDemand(string text,Statement statement,Roots roots,address debtor,bytes32 demand,uint256 nonce,
    /// uint256 deadline)"
    bytes32 internal constant RECEIVED_DEMAND = 0x59422538a69b0fb23dce4765631c0b8d4c47ee8b8a82da72a7223300bc4cbede;

    /// @dev keccak256 of the words that a wallet shows of a reply: "AGREED", "AGREED_EXCEPT", "REJECTED".
    bytes32 internal constant AGREED = 0x48620090ccbc4679da2b7243e669bea9641567e12b509d41a96ee12729825fac;
    bytes32 internal constant AGREED_EXCEPT = 0x0d7e2b89ea0776fb7e6dd94ebb4aff8aad621d9c720bb9560b4c5ba5aef43ba2;
    bytes32 internal constant REJECTED = 0x8675c210f65c4e8dd95d2afd30eb5d846906f1b59f9da9d5ff94ec59c6c70c7c;

    /// @dev How leaves are made; another way gets another number.
    uint256 internal constant LINE_VERSION = 1;
    uint256 private constant STATEMENT_LENGTH = 4 * 32;

    /// @notice The statement's id: its fields as they lie in calldata, word for word. A word that is no value of its
    /// field makes an id that nobody has posted under, since posting reads every field.
    function hash(Statement calldata s) internal pure returns (bytes32 result) {
        (bytes32 typeHash, uint256 length) = (STATEMENT, STATEMENT_LENGTH);
        assembly ("memory-safe") {
            let m := mload(0x40)
            mstore(m, typeHash)
            calldatacopy(add(m, 0x20), s, length)
            result := keccak256(m, add(length, 0x20))
        }
    }

    function hash(Roots calldata r) internal pure returns (bytes32) {
        return keccak256(abi.encode(ROOTS, r));
    }

    /// @param version Which the posting becomes.
    function posting(bytes32 id, Posting calldata p, uint16 version) internal pure returns (bytes memory) {
        return abi.encode(STATEMENT_POSTING, id, p.party, p.root, p.replaces, version, p.keys, p.replyBy);
    }

    function agreement(
        bytes32 id,
        Roots calldata roots,
        address party,
        BalanceReply reply,
        Exceptions memory exceptions,
        bytes32 balance
    ) internal pure returns (bytes memory) {
        bytes32 word =
            reply == BalanceReply.Agreed
                ? AGREED
                : reply == BalanceReply.AgreedExcept
                    ? AGREED_EXCEPT
                    : REJECTED;
        return abi.encode(BALANCE_AGREEMENT, BALANCE_TEXT_HASH, id, hash(roots), party, word, exceptions, balance);
    }

    function acknowledgement(
        bytes32 id,
        Roots calldata roots,
        address debtor,
        bytes32 debt,
        uint32 payBy
    ) internal pure returns (bytes memory) {
        return abi.encode(DEBT_ACKNOWLEDGEMENT, DEBT_TEXT_HASH, id, hash(roots), debtor, debt, payBy);
    }

    function receivedDemand(
        bytes32 id,
        Roots calldata roots,
        address debtor,
        bytes32 demand
    ) internal pure returns (bytes memory) {
        return abi.encode(RECEIVED_DEMAND, DEMAND_TEXT_HASH, id, hash(roots), debtor, demand);
    }

    /// @notice Leaf of a line: hashed twice, so that no inner node passes for one.
    function leaf(Statement calldata s, Line calldata line) internal pure returns (bytes32) {
        return
            keccak256(
                bytes.concat(
                    keccak256(abi.encode(LINE_VERSION, line.document, s.currency, line.amount, s.cutOff, line.salt))
                )
            );
    }
}
