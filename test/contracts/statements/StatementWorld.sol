// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {
    BalanceReply,
    Exceptions,
    IStatements,
    Posted,
    Posting,
    Roots,
    Statement
} from "../../../contracts/interfaces/IStatements.sol";
import {ILens} from "../../../contracts/interfaces/ILens.sol";
import {IReceivables} from "../../../contracts/interfaces/IReceivables.sol";
import {Consent} from "../../../contracts/types/Types.sol";
import {World} from "../support/World.sol";
import {TypedStatements} from "./TypedStatements.sol";

/// @notice Statements beside a directory, and short ways to bring one where a test begins. What `World` asks of ledger
/// and lens about signatures and nonces, it asks of the statements here.
abstract contract StatementWorld is World {
    bytes32 internal constant ROOT = keccak256("the root of the supplier's items");
    bytes32 internal constant OTHER = keccak256("the root of the buyer's items");
    bytes32 internal constant KEYS = keccak256("viewing keys");
    bytes32 internal constant RESULT = keccak256("the root of the reconciliation");
    bytes32 internal constant DEMAND = keccak256("a letter");
    bytes32 internal constant SALT = keccak256("a salt");

    IStatements internal statements;

    function setUp() public virtual override {
        super.setUp();
        _renew();
    }

    /// @dev Another contract of statements, with nothing in it.
    function _renew() internal {
        statements = IStatements(_deploy("Statements", abi.encode(directory)));
        (ledger, lens) = (IReceivables(address(statements)), ILens(address(statements)));
    }

    function _statement() internal view returns (Statement memory) {
        return Statement(supplier.addr, buyer.addr, address(978), uint40(START - 1 days));
    }

    function _id() internal view returns (bytes32) {
        return TypedStatements.idOf(_statement());
    }

    function _posting(address party, bytes32 root, bytes32 replaces) internal pure returns (Posting memory) {
        return Posting(party, root, replaces, KEYS, uint40(START + 30 days));
    }

    function _first(address party, bytes32 root) internal pure returns (Posting memory) {
        return _posting(party, root, 0);
    }

    function _post(Posting memory p) internal {
        vm.prank(p.party);
        statements.post(_statement(), p, _none());
    }

    /// @dev The supplier has posted `ROOT`, and the buyer `root` if it is not zero.
    function _bothPosted(bytes32 root) internal returns (Roots memory r) {
        _post(_first(supplier.addr, ROOT));
        (r.supplierRoot, r.supplierVersion) = (ROOT, 1);
        if (root == 0) return r;
        _post(_first(buyer.addr, root));
        (r.buyerRoot, r.buyerVersion) = (root, 1);
    }

    function _agree(address sender, address party, Roots memory r, Consent[] memory consent) internal {
        vm.prank(sender);
        statements.agreeBalance(_statement(), r, party, _balance(), consent);
    }

    function _reject(address party, Roots memory r) internal {
        vm.prank(party);
        statements.rejectBalance(_statement(), r, party, _nothing(), _balance(), _none());
    }

    function _exceptions() internal pure returns (Exceptions memory) {
        return Exceptions(RESULT, 3);
    }

    function _nothing() internal pure returns (Exceptions memory) {
        return Exceptions(0, 0);
    }

    function _balance() internal pure returns (bytes32) {
        return TypedStatements.sum(123_456, SALT);
    }

    function _agreement(
        address party,
        Roots memory r,
        BalanceReply reply,
        Exceptions memory e
    ) internal view returns (bytes memory) {
        return TypedStatements.agreement(_statement(), r, party, reply, e, _balance());
    }

    function _stands(address party, bytes32 root, uint16 version, BalanceReply reply) internal view {
        Posted memory p = statements.postedOf(_statement(), party);
        _eq(bytes32(p.root), bytes32(bytes30(root)), "root");
        _eq(p.version, version, "version");
        _true(p.reply == reply, "reply");
    }

    function _fault(bytes4 selector) internal view returns (bytes memory) {
        return abi.encodeWithSelector(selector, _id());
    }

    function _superseded(address party, bytes32 root, uint16 version) internal view returns (bytes memory) {
        return abi.encodeWithSelector(IStatements.RootSuperseded.selector, _id(), party, root, version);
    }
}
