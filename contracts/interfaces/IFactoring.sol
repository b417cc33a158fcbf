// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {Consent, OpenHeader} from "../types/Types.sol";
import {IFactoringDesk} from "./IFactoringDesk.sol";
import {IReceivables} from "./IReceivables.sol";
import {ISignedActs} from "./ISignedActs.sol";

/// @notice What a notice says. Assigned: pay `payee` from now on. Reassigned: pay the assignee of before no more (反转让).
enum NoticeKind {
    Assigned,
    Reassigned
}

/// @notice A notice to the debtor that receivables were assigned (R56, R60, R62). EIP-712 struct.
/// @param kind As above. @param assignor Who sold. @param assignee To whom: the factor. @param debtor Their buyer.
/// @param payee Who holds them on the ledger, and is to be paid: the factor's desk, or the factor itself; of a
/// reassignment the seller. @param receivables keccak256 of their ids, a word each. @param proof Hash of what proves
/// the assignment (R60 9-406(c), art. 764): the agreement, or an extract. @param givenAt Unix seconds.
struct AssignmentNotice {
    NoticeKind kind;
    address assignor;
    address assignee;
    address debtor;
    address payee;
    bytes32 receivables;
    bytes32 proof;
    uint40 givenAt;
}

/// @notice What the debtor says to a notice. Received: it has arrived, and nothing else. Acknowledged: it will pay the
/// payee, and reserves no defence or set-off that it knows of. Reserved: it will pay the payee, and reserves them.
/// Refused: with the hash of why, for instance that no proof came.
enum NoticeReply {
    None,
    Received,
    Acknowledged,
    Reserved,
    Refused
}

/// @notice A filing in a public register as its maker states it; nobody here verifies it (R58). @param register Name
/// of the register: "ZDW" for 中登网, "UCC" with `office`. @param office State or office; may be empty. @param number
/// As the register gave it. @param filedAt When the register took it. @param until When it ends; 0 for never. Both
/// unix seconds. @param secured Who filed. @param debtor Against whom: the seller. @param collateral keccak256 of the
/// ids of the receivables, a word each; zero for all present and future ones of the seller. @param document Hash of
/// the register's extract.
struct Filing {
    string register;
    string office;
    string number;
    uint40 filedAt;
    uint40 until;
    address secured;
    address debtor;
    bytes32 collateral;
    bytes32 document;
}

/// @title Desks of factors, notices of assignment, filings in registers
/// @notice One for all factors. It holds nothing and can do nothing to a receivable. Notices are checked against the
/// ledger: only who holds a receivable, or sold it, can say that it was assigned. The order of anything here is the
/// order of recording, and never the legal order of claims (R57, R60, R61).
interface IFactoring is ISignedActs {
    /// @notice A factor has a desk. Its address depends on nothing but this contract and the factor.
    event DeskOpened(address indexed factor, address indexed desk);

    /// @notice A notice was given. @param notice Struct hash. @param by Who consented for the one who gave it.
    /// @param content The notice itself. @param ids Its receivables.
    event AssignmentNotified(
        bytes32 indexed notice,
        address indexed assignee,
        address indexed debtor,
        address by,
        AssignmentNotice content,
        bytes32[] ids
    );

    /// @notice The debtor replied; a later reply takes the place of one that says less. @param by Who consented.
    /// @param reason Of Refused or Reserved the hash of why; zero otherwise.
    event NoticeReplied(bytes32 indexed notice, address indexed debtor, address by, NoticeReply reply, bytes32 reason);

    /// @notice A filing was stated. @param filing Struct as it was stated. @param ids What it names; none for all.
    event FilingRecorded(address indexed secured, address indexed debtor, address by, Filing filing, bytes32[] ids);

    /// @notice What the notice says of a receivable is not what the ledger keeps. Way out: by `why`. "debtor": another
    /// buyer; "payee": somebody else holds it; "assignor": somebody else sold it to this desk; "commitment": open
    /// exactly what was agreed.
    error NoticeInvalid(bytes32 id, bytes32 why);

    /// @notice The notice names nothing, too much, the wrong moment or parties. Way out: 1 to 100 receivables,
    /// `givenAt` not in the future nor more than a day ago, the payee the assignee or its desk; of a reassignment the
    /// assignor.
    /// @param field Its name, letters left-aligned.
    error NoticeMalformed(bytes32 field);

    /// @notice This very notice was given before. Way out: nothing more is needed.
    error NoticeKnown(bytes32 notice);

    /// @notice Nobody gave this notice here. Way out: open exactly what `AssignmentNotified` said.
    error NoticeUnknown(bytes32 notice);

    /// @notice The debtor has said as much or more already; what it acknowledged or refused is final.
    error NoticeAnswered(bytes32 notice, NoticeReply reply);

    /// @notice A reply or a filing is not complete. Way out: Refused and Reserved name why and no other reply does; a
    /// filing names register and number, and is not of the future. @param field Its name, letters left-aligned.
    error StatementIncomplete(bytes32 field);

    /// @notice The code of desks was deployed for another ledger. Way out: deploy both for one.
    error DeskOfAnotherLedger(address desk);

    /// @return The ledger that desks and notices are about.
    function ledger() external view returns (IReceivables);

    /// @notice Opens the desk of a factor; anyone may call, and again without effect. @return desk Its address.
    function open(address factor) external returns (IFactoringDesk desk);

    /// @return Where the desk of a factor is, or will be.
    function deskOf(address factor) external view returns (address);

    /// @notice Gives notice of an assignment, by the assignee or the assignor, or of a reassignment, by the assignee
    /// alone. Each receivable is opened to its header; debtor, payee and seller are compared with ledger and desk.
    /// Reverts with `NoticeMalformed`, `NoticeInvalid`,
    /// `NoticeKnown` or the errors of consent. @param giver Assignee or assignor.
    /// @param consent `AssignmentNotification` of the giver.
    function giveNotice(
        AssignmentNotice calldata notice,
        OpenHeader[] calldata receivables,
        address giver,
        Consent[] calldata consent
    ) external;

    /// @notice The debtor says that it received, acknowledges or refuses a notice. Reverts with `NoticeUnknown`,
    /// `NoticeAnswered`, `StatementIncomplete` or the errors of consent. @param reason Hash of why; zero for none.
    /// @param consent `AssignmentAcknowledgement` of the debtor.
    function replyToNotice(
        AssignmentNotice calldata notice,
        NoticeReply reply,
        bytes32 reason,
        Consent[] calldata consent
    ) external;

    /// @notice States a filing in a public register. Reverts with `StatementIncomplete` or the errors of consent.
    /// @param ids What `collateral` is the hash of, at most 100; none for all. @param consent `FilingStatement`.
    function recordFiling(Filing calldata filing, bytes32[] calldata ids, Consent[] calldata consent) external;

    /// @return When a notice was recorded, unix seconds, 0 if never. @return How the debtor replied.
    function noticeOf(bytes32 notice) external view returns (uint256, NoticeReply);
}
