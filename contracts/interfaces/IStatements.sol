// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {Consent} from "../types/Types.sol";
import {ISignedActs} from "./ISignedActs.sol";

/// @notice What a statement is about: the open items of one pair in one currency at one instant.
/// @param supplier, buyer Organisations; a statement of what the supplier owes the buyer is another one.
/// @param currency As in `Terms`. @param cutOff Unix seconds.
struct Statement {
    address supplier;
    address buyer;
    address currency;
    uint40 cutOff;
}

/// @notice What one side posts of its own books. Versions count from 1, one more with each posting of a side; whoever
/// signs a posting signs the version that it becomes.
/// @param party The supplier or the buyer. @param root Merkle root over its open items, one salted leaf each.
/// @param replaces The root that this one takes the place of; zero for the first. @param keys keccak256 of the
/// supplier's and the buyer's viewing key from which the salts were derived: two roots are comparable only if these
/// are equal.
/// @param replyBy Until when a reply is asked for, unix seconds; 0 for never. It has no effect: whoever is silent has
/// not replied.
struct Posting {
    address party;
    bytes32 root;
    bytes32 replaces;
    bytes32 keys;
    uint40 replyBy;
}

/// @notice The roots that an act is about, as both sides have posted them last; zero and 0 for a side that has posted
/// none. An act about anything else is refused.
struct Roots {
    bytes32 supplierRoot;
    uint16 supplierVersion;
    bytes32 buyerRoot;
    uint16 buyerVersion;
}

/// @notice What two sides do not agree on. @param result Merkle root over the outcome of their reconciliation.
/// @param count How many exceptions it holds.
struct Exceptions {
    bytes32 result;
    uint32 count;
}

/// @notice How a posted root was replied to. Silence is `NoReply` and stays so: nothing is ever deemed agreed.
enum BalanceReply {
    NoReply,
    Agreed,
    AgreedExcept,
    Rejected
}

/// @notice What stands of one side. @param root The first 30 bytes of the last root; zero if there is none.
/// @param version Of that root. @param reply Of the other side to that root; `AgreedExcept` is the reply of both.
struct Posted {
    bytes30 root;
    uint16 version;
    BalanceReply reply;
}

/// @notice One open item, as a leaf has it with currency and cut-off. @param document Of an item that was born on the
/// ledger its id; keccak256 of supplier, buyer, hash of the normalised number and line for any other.
/// @param amount What is open of it, minor units: above zero what the buyer owes, below zero what the supplier does.
/// @param salt From a secret of the pair.
struct Line {
    bytes32 document;
    int256 amount;
    bytes32 salt;
}

/// @title Statements that both sides sign
/// @notice Each side posts the root of its open items at a cut-off. Equal roots say that the books are the same,
/// without any item disclosed. Three acts may follow, each signed as a message of its own, and none of them stands
/// for another: agreeing a balance (`agreeBalance`, `agreeBalanceExcept`, `rejectBalance`) says what the books say
/// and acknowledges no debt; `acknowledgeDebt` does; `receiveDemand` says that a demand arrived and nothing else (R52).
///
/// A statement is never edited. A later version names the root that it replaces, every act names the roots and versions
/// that it is about, and an act about a version that was replaced is refused: it was about those books.
///
/// Consent is as on the ledger, with its errors: each act is sent by the party, by an agent whose mandate has no cap,
/// or by anyone who carries one signed `Consent`. Amounts stay off the chain; here are hashes of them. There is no
/// owner. Roots are kept to 240 bits.
///
/// Not here, on purpose: items, sums, a deemed acceptance, a deletion, and a proof that a side has not copied the
/// other's root. Whoever posts a root has said that these are its books, whichever way it came by it.
interface IStatements is ISignedActs {
    /// @notice A side posted its root. Any reply to its former root is gone. Of its own reply to the other side's
    /// root, an agreement is gone where the two roots differ, a rejection where they are equal, and an agreement with
    /// exceptions always, since it was about the version before. SAME_ROOT: if the other side has posted this root
    /// too, the books of both are the same to the last item; `isSameRoot` says so. Fields as in `Statement` and
    /// `Posting`; `replaces` is the root of the version before. @param id Struct hash of the statement. @param by Who
    /// consented for the party.
    event StatementPosted(
        bytes32 indexed id,
        address indexed party,
        address supplier,
        address buyer,
        address currency,
        uint40 cutOff,
        address by,
        bytes32 root,
        uint16 version,
        bytes32 keys,
        uint40 replyBy
    );

    /// @notice AGREED: the party's books say what the other side's root says. No debt is acknowledged by this.
    /// @param balance Struct hash of the sum and its salt.
    event BalanceAgreed(bytes32 indexed id, address indexed party, address by, Roots roots, bytes32 balance);

    /// @notice AGREED_EXCEPT: both sides signed one result. No debt is acknowledged by this.
    /// @param supplierBy, buyerBy Who consented for them. @param result, count As in `Exceptions`.
    event BalanceAgreedExcept(
        bytes32 indexed id,
        address supplierBy,
        address buyerBy,
        Roots roots,
        bytes32 result,
        uint32 count,
        bytes32 balance
    );

    /// @notice REJECTED: the party's books do not say what the other side's root says. Final for these versions.
    /// @param result, count As in `Exceptions`. @param balance Struct hash of what its own books say, and a salt.
    event BalanceRejected(
        bytes32 indexed id,
        address indexed party,
        address by,
        Roots roots,
        bytes32 result,
        uint32 count,
        bytes32 balance
    );

    /// @notice The debtor acknowledged a debt. @param debt Struct hash of the sum and its salt.
    /// @param payBy Day by which it will pay, days since 1970-01-01; 0 if it named none.
    event DebtAcknowledged(
        bytes32 indexed id,
        address indexed debtor,
        address by,
        Roots roots,
        bytes32 debt,
        uint32 payBy
    );

    /// @notice The debtor received a demand. @param demand Hash of the demand as it was received.
    event DemandReceived(bytes32 indexed id, address indexed debtor, address by, Roots roots, bytes32 demand);

    /// @notice Only the supplier and the buyer of a statement, two different ones, act on it. Way out: name one of
    /// them.
    error PartyInvalid(bytes32 id, address party);

    /// @notice Nobody knows its books of tomorrow. Way out: post when the cut-off, unix seconds, has passed.
    error CutOffInFuture(uint40 cutOff);

    /// @notice A root is zero in its first 30 bytes, which none is. Way out: give the root of the tree.
    error RootInvalid(bytes32 root);

    /// @notice This root stands already, and nobody has rejected it. Way out: nothing more is needed.
    error RootUnchanged(bytes32 id, address party, bytes32 root);

    /// @notice The side has posted another root, or another version of it. Way out: read what stands, and decide anew.
    /// @param root What the call said of the side; zero for none. @param version The same; for a posting the last one.
    error RootSuperseded(bytes32 id, address party, bytes32 root, uint16 version);

    /// @notice No side counts further. Way out: state another cut-off.
    error VersionsTooMany(bytes32 id, address party);

    /// @notice There is no root to act on. Way out: let a side post first; for a reply, the other one.
    error NothingPosted(bytes32 id);

    /// @notice Both sides have posted, and not the same. Way out: agree with exceptions, reject, or post a new version.
    error RootsDiffer(bytes32 id);

    /// @notice Both sides have posted the same, so that neither can say that its books are others. Way out: agree, or
    /// post a new version and then reject.
    error RootsEqual(bytes32 id);

    /// @notice These versions were replied to. Way out: leave it, or let a new version be posted.
    error AlreadyReplied(bytes32 id, BalanceReply reply);

    /// @notice Agreeing with exceptions needs a result, and at least one exception. Way out: agree without.
    error ExceptionsInvalid(bytes32 result, uint32 count);

    /// @notice A side states its open items. Reverts with `PartyInvalid`, `CutOffInFuture`, `RootInvalid`,
    /// `RootSuperseded` if `replaces` is not its last root, `RootUnchanged`, `VersionsTooMany`, or the errors of
    /// consent. @param consent `StatementPosting`.
    function post(Statement calldata statement, Posting calldata posting, Consent[] calldata consent) external;

    /// @notice AGREE_BALANCE, AGREED: the books of `party` say what the other side has posted. It acknowledges no debt,
    /// promises no payment, and interrupts no limitation by itself. Reverts with `PartyInvalid`, `RootSuperseded`,
    /// `NothingPosted`, `RootsDiffer` if the party itself has posted another root, `AlreadyReplied`, or the errors of
    /// consent. @param balance Struct hash of `Sum(int256 amount,bytes32 salt)`, the sum that the other side's root is
    /// of. @param consent `BalanceAgreement`.
    function agreeBalance(
        Statement calldata statement,
        Roots calldata roots,
        address party,
        bytes32 balance,
        Consent[] calldata consent
    ) external;

    /// @notice AGREE_BALANCE, AGREED_EXCEPT: both sides sign one result of their reconciliation, whose bridge they
    /// agree on and whose exceptions they do not. It acknowledges no debt. Reverts as `agreeBalance`, with
    /// `ExceptionsInvalid`, and without `RootsDiffer`. @param balance Struct hash of the sum that the supplier's books
    /// say; what the buyer's say follows from it by the bridge. @param supplierConsent, buyerConsent `BalanceAgreement`
    /// of each; empty for the caller.
    function agreeBalanceExcept(
        Statement calldata statement,
        Roots calldata roots,
        Exceptions calldata exceptions,
        bytes32 balance,
        Consent[] calldata supplierConsent,
        Consent[] calldata buyerConsent
    ) external;

    /// @notice AGREE_BALANCE, REJECTED: the books of `party` do not say what the other side has posted. Final for these
    /// versions: the other side answers by a new version, of the same root if it stands by it. Reverts as
    /// `agreeBalance`, with `RootsEqual` in the place of `RootsDiffer`. @param exceptions Why, as far as the party
    /// says. @param balance Struct hash of the sum that its own books say. @param consent `BalanceAgreement`.
    function rejectBalance(
        Statement calldata statement,
        Roots calldata roots,
        address party,
        Exceptions calldata exceptions,
        bytes32 balance,
        Consent[] calldata consent
    ) external;

    /// @notice ACKNOWLEDGE_DEBT: the debtor owes the sum, and will pay by the day it names. This can interrupt
    /// limitation (R52), and an acknowledgement of what does not exist can bind towards a factor (PRC Civil Code art.
    /// 763). It says nothing about any other item, and replies to no statement. May be repeated; each is a record of
    /// its own. Reverts with `PartyInvalid`, `RootSuperseded`, `NothingPosted` or the errors of consent. @param
    /// debtor The supplier or the buyer. @param debt Struct hash of `Sum(int256 amount,bytes32 salt)`, above zero.
    /// @param payBy Days since 1970-01-01; 0 for no day. @param consent `DebtAcknowledgement`.
    function acknowledgeDebt(
        Statement calldata statement,
        Roots calldata roots,
        address debtor,
        bytes32 debt,
        uint32 payBy,
        Consent[] calldata consent
    ) external;

    /// @notice RECEIVE_DEMAND: a demand reached the debtor, at the latest now. It agrees to nothing that the demand
    /// says. Reverts as `acknowledgeDebt`. @param demand Hash of the demand. @param consent `ReceivedDemand`.
    function receiveDemand(
        Statement calldata statement,
        Roots calldata roots,
        address debtor,
        bytes32 demand,
        Consent[] calldata consent
    ) external;

    /// @return What stands of a side, and how the other replied to it. Reverts with `PartyInvalid`.
    function postedOf(Statement calldata statement, address party) external view returns (Posted memory);

    /// @return Whether both sides have posted one root last.
    function isSameRoot(Statement calldata statement) external view returns (bool);

    /// @notice Whether a line is under the root that a side has posted last. Reverts with `PartyInvalid`.
    /// @param proof Siblings from leaf to root.
    function proveLine(
        Statement calldata statement,
        address party,
        Line calldata line,
        bytes32[] calldata proof
    ) external view returns (bool);
}
