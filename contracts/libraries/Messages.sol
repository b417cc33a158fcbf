// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {ACCEPTANCE_TEXT_HASH} from "../types/AcceptanceText.sol";
import {Clarification, Consent, Outcome, Receipt, Verb} from "../types/Types.sol";

/// @title The EIP-712 messages that parties sign
/// @notice Each nests the whole receivable, so that a wallet shows everything although a call may open a part only.
/// Acts end with nonce and deadline, which `single` appends. The type hashes are written out, because the compiler
/// would hash composed strings at every call; a test recomputes each from its type.
library Messages {
    /// @dev "Issuance(Receivable receivable,bytes32 content,uint256 nonce,uint256 deadline)"
    bytes32 internal constant ISSUANCE = 0x57221267486afbead44758b332a71b32a548f5701ea6be6ead5af65718c496e8;
    /// @dev "Acceptance(string text,Receivable receivable,uint256 nonce,uint256 deadline)"
    bytes32 internal constant ACCEPTANCE = 0x25a593605e50d9a294b4af83772437ae4aeb0ed9478ba286da25a40d467917a5;
    /// @dev "Payment(Receivable receivable,uint256 maxCash,uint256 nonce,uint256 deadline)"
    bytes32 internal constant PAYMENT = 0x64407603c28a8cb1e32c2dd2b9dd052ad74c218b74685a5324e82ef9269d762d;
    /// @dev "Credit(Receivable receivable,address holder,uint256 amount,bytes32 reason,uint256 nonce,
    /// uint256 deadline)"
    bytes32 internal constant CREDIT = 0x1aabe195591a25dd2b94e97eaa8cacbad5816bb151ac9ed81765baa15287c5d2;
    /// @dev "Dispute(Receivable receivable,uint256 amount,uint8 code,bytes32 evidence,uint256 nonce,
    /// uint256 deadline)"
    bytes32 internal constant DISPUTE = 0xb18c636f3848bd2626ceeeeede79d82d11bb5026a5bc2acb43b9e0fa08d8e3bf;
    /// @dev "Resolution(Receivable receivable,address party,uint256 amount,uint8 outcome,bytes32 evidence,
    /// uint256 nonce,uint256 deadline)"
    bytes32 internal constant RESOLUTION = 0xc6f8c26006f5ec529d8b4225f3c5b7f4ea0df911a5431c8cc8c5ce0ef1afc934;
    /// @dev "Query(Receivable receivable,uint8 reason,uint8 action,bytes32 text,uint256 nonce,uint256 deadline)"
    bytes32 internal constant QUERY = 0xb2ff802d1c1183cdda3e0153279d651dfe45faae83755b2e98117f38f8d676f3;
    /// @dev "Rejection(Receivable receivable,uint8 reason,uint8 action,bytes32 text,uint256 nonce,uint256 deadline)"
    bytes32 internal constant REJECTION = 0xb023782be8bb52e7beb08b94fb3b59597854b80f14bb8d223f5b0dbeac692416;
    /// @dev "Amendment(Receivable receivable,Receivable amended,address party,uint256 nonce,uint256 deadline)"
    bytes32 internal constant AMENDMENT = 0x8812786eaec19ef0dd5788dfb7e7c5ea67081178ef3e59e2e71fb67aee1d2936;
    /// @dev "Advice(Receivable receivable,bytes32 bankRef,uint96 cash,uint32 valueDay,uint256 nonce,uint256 deadline)"
    bytes32 internal constant ADVICE = 0x5dd88125c25a5f27ac20cc684f5c437d05643d38fd8c7f4baaf39082d4f0db50;
    /// @dev "Receipt(Receivable receivable,address holder,bytes32 bankRef,uint96 cash,uint32 valueDay,
    /// uint256 nonce,uint256 deadline)"
    bytes32 internal constant RECEIPT = 0x285f9bf0c4dbaea0a301e21b52a562ddcf6ea2de314eaea49ade629931c57a85;
    /// @dev "Reversal(Receivable receivable,address party,bytes32 bankRef,bytes32 evidence,uint256 nonce,
    /// uint256 deadline)"
    bytes32 internal constant REVERSAL = 0x7fa1756f2435ced9e0995f5e4465067b662c1804b3290379bf49e513e93164e3;
    /// @dev "Debit(Receivable receivable,address party,uint256 amount,bytes32 reason,uint256 nonce,uint256 deadline)"
    bytes32 internal constant DEBIT = 0x7fe88f1176f2d5429ed84b0f80667d0e24dd050f57745ab97e87baa4e8121c58;
    /// @dev "Waiver(Receivable receivable,address holder,uint256 amount,bytes32 reason,uint256 nonce,uint256 deadline)"
    bytes32 internal constant WAIVER = 0x442101db8cdb2eed17509ea992720d6f278b92267be454996c1488a1a2b76de7;
    /// @dev "Split(Receivable receivable,address holder,uint96[] amounts,uint256 nonce,uint256 deadline)"
    bytes32 internal constant SPLIT = 0xfc9accbc595d4e5980b41109f473d9badfca9c5517a85f5b92e4f3c2a0a0bd29;
    /// @dev "WriteOff(Receivable receivable,address holder,bytes32 reason,uint256 nonce,uint256 deadline)"
    bytes32 internal constant WRITE_OFF = 0x187a68fa3828a38a088c6b6a47846c99c49986f0f41c303142f19d91d9b082ad;
    /// @dev "Cancellation(Receivable receivable,address holder,bytes32 reason,uint256 nonce,uint256 deadline)"
    bytes32 internal constant CANCELLATION = 0x8c8f542878afe1a580cf7ae47ced5e6a3bbfaf6ffc70e931f0c8dcc1688522b3;
    /// @dev "TransferConsent(Receivable receivable,address holder,address to,uint256 nonce,uint256 deadline)"
    bytes32 internal constant TRANSFER_CONSENT = 0x81f6d7e2c5a396ee4bbef145e5dcaf1271774fa13ea9f2424e13e6bd78df4a9e;
    /// @dev "Acceleration(Receivable receivable,Receivable overdue,address holder,uint256 nonce,uint256 deadline)"
    bytes32 internal constant ACCELERATION = 0x86bd6028986fdddcad9552c22f5fb537fd3d5775d48cafdfd3b3a4f57267e1de;
    /// @dev "IssuanceRoot(bytes32 root,uint256 count,address supplier,uint256 deadline)"
    bytes32 internal constant ISSUANCE_ROOT = 0x41b408b857a74d1583109f690740b7060162c0c61f54c33c7965911f4e731f4f;
    /// @dev "AcceptanceRoot(bytes32 root,uint256 count,address buyer,bytes32 policy,string text,uint256 deadline)"
    bytes32 internal constant ACCEPTANCE_ROOT = 0x79968ecebfb2f7ac8c68fbfc5924462ca684b1ee1e645756abcfeefa2bb768d1;

    /// @dev How Permit2 is told the type of the witness: what follows its own fields, structs in the order of their
    /// names.
    string internal constant PERMIT2_WITNESS =
        "Payment witness)Header(address supplier,address buyer,bytes32 invoice,uint32 line,uint8 policy,"
        "uint32 revision)Payment(Receivable receivable,uint256 maxCash,uint256 nonce,uint256 deadline)"
        "Receivable(Header header,Terms terms,bytes32 document)Terms(address currency,uint96 amount,"
        "uint32 dueDay,int16 utcOffset,uint32 discountDay1,uint96 discount1,uint32 discountDay2,"
        "uint96 discount2,uint32 slidingRate,bool discountOnParts,uint32 lateRate,uint16 basis,"
        "uint16 graceDays,uint96 fixedSum,uint8 allocation,uint16 accelerationDays,bytes32 salt)"
        "TokenPermissions(address token,uint256 amount)";

    function issuance(bytes32 commitment, bytes32 content) internal pure returns (bytes memory) {
        return abi.encode(ISSUANCE, commitment, content);
    }

    function acceptance(bytes32 commitment) internal pure returns (bytes memory) {
        return abi.encode(ACCEPTANCE, ACCEPTANCE_TEXT_HASH, commitment);
    }

    function payment(bytes32 commitment, uint256 maxCash) internal pure returns (bytes memory) {
        return abi.encode(PAYMENT, commitment, maxCash);
    }

    function credit(
        bytes32 commitment,
        address holder,
        uint256 amount,
        bytes32 reason
    ) internal pure returns (bytes memory) {
        return abi.encode(CREDIT, commitment, holder, amount, reason);
    }

    function dispute(
        bytes32 commitment,
        uint256 amount,
        uint8 code,
        bytes32 evidence
    ) internal pure returns (bytes memory) {
        return abi.encode(DISPUTE, commitment, amount, code, evidence);
    }

    function resolution(
        bytes32 commitment,
        address party,
        uint256 amount,
        Outcome outcome,
        bytes32 evidence
    ) internal pure returns (bytes memory) {
        return abi.encode(RESOLUTION, commitment, party, amount, outcome, evidence);
    }

    function query(bytes32 commitment, Clarification calldata c) internal pure returns (bytes memory) {
        return abi.encode(QUERY, commitment, c.reason, c.action, c.text);
    }

    function rejection(bytes32 commitment, Clarification calldata c) internal pure returns (bytes memory) {
        return abi.encode(REJECTION, commitment, c.reason, c.action, c.text);
    }

    function amendment(bytes32 commitment, bytes32 amended, address party) internal pure returns (bytes memory) {
        return abi.encode(AMENDMENT, commitment, amended, party);
    }

    function debit(
        bytes32 commitment,
        address party,
        uint256 amount,
        bytes32 reason
    ) internal pure returns (bytes memory) {
        return abi.encode(DEBIT, commitment, party, amount, reason);
    }

    function acceleration(bytes32 commitment, bytes32 overdue, address holder) internal pure returns (bytes memory) {
        return abi.encode(ACCELERATION, commitment, overdue, holder);
    }

    function advice(bytes32 commitment, Receipt calldata r) internal pure returns (bytes memory) {
        return abi.encode(ADVICE, commitment, r.bankRef, r.cash, r.valueDay);
    }

    function receipt(bytes32 commitment, address holder, Receipt calldata r) internal pure returns (bytes memory) {
        return abi.encode(RECEIPT, commitment, holder, r.bankRef, r.cash, r.valueDay);
    }

    function reversal(
        bytes32 commitment,
        address party,
        bytes32 bankRef,
        bytes32 evidence
    ) internal pure returns (bytes memory) {
        return abi.encode(REVERSAL, commitment, party, bankRef, evidence);
    }

    function waiver(
        bytes32 commitment,
        address holder,
        uint256 amount,
        bytes32 reason
    ) internal pure returns (bytes memory) {
        return abi.encode(WAIVER, commitment, holder, amount, reason);
    }

    /// @dev EIP-712 encodes an array as the hash of its elements, a word each.
    function split(bytes32 commitment, address holder, uint96[] calldata amounts) internal pure returns (bytes memory) {
        return abi.encode(SPLIT, commitment, holder, keccak256(abi.encodePacked(amounts)));
    }

    function writeOff(bytes32 commitment, address holder, bytes32 reason) internal pure returns (bytes memory) {
        return abi.encode(WRITE_OFF, commitment, holder, reason);
    }

    function cancellation(bytes32 commitment, address holder, bytes32 reason) internal pure returns (bytes memory) {
        return abi.encode(CANCELLATION, commitment, holder, reason);
    }

    function transferConsent(bytes32 commitment, address holder, address to) internal pure returns (bytes memory) {
        return abi.encode(TRANSFER_CONSENT, commitment, holder, to);
    }

    /// @notice Struct hash of a single message.
    function single(bytes memory message, uint256 nonce, uint256 deadline) internal pure returns (bytes32) {
        return keccak256(bytes.concat(message, abi.encode(nonce, deadline)));
    }

    /// @notice Struct hash of a signed root of issues or acceptances.
    function root(Verb verb, address party, bytes32 root_, Consent calldata c) internal pure returns (bytes32) {
        if (verb == Verb.Issue) return keccak256(abi.encode(ISSUANCE_ROOT, root_, c.count, party, c.deadline));
        return
            keccak256(abi.encode(ACCEPTANCE_ROOT, root_, c.count, party, c.policy, ACCEPTANCE_TEXT_HASH, c.deadline));
    }

    /// @notice What an issuance puts under a root: the commitment and the content that goes with it.
    function issued(bytes32 commitment, bytes32 content) internal pure returns (bytes32) {
        return keccak256(abi.encode(commitment, content));
    }

    /// @notice Leaf of a commitment, or of what `issued` makes of it: hashed twice, so that no inner node passes for
    /// one.
    function leaf(bytes32 subject) internal pure returns (bytes32) {
        return keccak256(bytes.concat(keccak256(abi.encode(subject))));
    }
}
