// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {BalanceReply, IStatements, Posting, Roots, Statement} from "../../../contracts/interfaces/IStatements.sol";
import {Consent, Verb} from "../../../contracts/types/Types.sol";
import {FlippingWallet, Wallet} from "../mocks/Wallets.sol";
import {ConsentSubject} from "../support/ConsentSubject.sol";
import {MandateBehaviour} from "../support/MandateBehaviour.sol";
import {NoRootBehaviour} from "../support/RootBehaviour.sol";
import {SignatureBehaviour} from "../support/SignatureBehaviour.sol";
import {World} from "../support/World.sol";
import {StatementWorld} from "./StatementWorld.sol";
import {TypedStatements} from "./TypedStatements.sol";

/// @notice What the acts have in common: a statement between the supplier and whoever has to consent.
abstract contract StatementSubject is ConsentSubject, StatementWorld {
    Statement internal statement;
    Roots internal roots;

    function setUp() public virtual override(World, StatementWorld) {
        StatementWorld.setUp();
    }

    function _opensTerms() internal pure override returns (bool) {
        return false;
    }

    function _prepare() internal virtual override {
        statement = Statement(supplier.addr, principal, address(978), uint40(START));
        Posting memory p = _first(supplier.addr, ROOT);
        vm.prank(supplier.addr);
        statements.post(statement, p, _none());
        roots = Roots(ROOT, 1, 0, 0);
    }

    function _idOf() internal view returns (bytes32) {
        return TypedStatements.idOf(statement);
    }

    // -------------------------------------------------------------------- a signature is for one chain and one
    // contract

    function test_a_signature_for_another_chain_is_invalid() public {
        Consent memory c = _signedBy(_prepared());
        _moveToChain(5);
        _fails(relayer.addr, _one(c), _invalid(c));
    }

    function test_a_signature_for_another_contract_is_invalid() public {
        Consent memory c = _signedBy(_prepared());
        _renew();
        _prepare();
        _fails(relayer.addr, _one(c), _invalid(c));
    }

    function test_a_signature_about_another_statement_is_invalid() public {
        Consent memory c = _signedBy(_prepared());
        statement.cutOff -= 1;
        Posting memory p = _first(supplier.addr, ROOT);
        vm.prank(supplier.addr);
        statements.post(statement, p, _none());
        _fails(relayer.addr, _one(c), _invalid(c));
    }

    function test_a_signature_for_another_act_is_invalid() public {
        Party memory party = _prepared();
        bytes32[4] memory kinds = [
            TypedStatements.typeHash(TypedStatements.POSTING, "", ""),
            TypedStatements.typeHash(TypedStatements.AGREEMENT, TypedStatements.ROOTS, TypedStatements.SUM),
            TypedStatements.typeHash(TypedStatements.ACKNOWLEDGEMENT, TypedStatements.ROOTS, TypedStatements.SUM),
            TypedStatements.typeHash(TypedStatements.RECEIVED_DEMAND, TypedStatements.ROOTS, "")
        ];
        uint256 others;
        for (uint256 i; i < 4; ++i) {
            bytes memory message = _message();
            bytes32 kind = kinds[i];
            if (bytes32(message) == kind) continue;
            assembly ("memory-safe") {
                mstore(add(message, 0x20), kind)
            }
            Consent memory c = _signed(party.addr, party.key, message, NONCE, clock + 1 days);
            _fails(relayer.addr, _one(c), _invalid(c));
            ++others;
        }
        _eq(others, 3, "every other act");
    }

    function test_what_an_account_answers_when_it_is_recorded_decides() public {
        FlippingWallet wallet = new FlippingWallet();
        _begin(address(wallet));
        Consent memory c = _signed(address(wallet), stranger.key, _message(), NONCE, clock + 1 days);
        wallet.flip();
        _fails(relayer.addr, _one(c), _invalid(c));
        wallet.flip();
        _succeeds(relayer.addr, _one(c), address(wallet));
    }

    function test_a_delegated_account_keeps_its_own_key() public {
        Party memory party = _prepared();
        vm.etch(party.addr, abi.encodePacked(hex"ef0100", address(new Wallet(stranger.addr))));
        _succeeds(relayer.addr, _one(_signedBy(party)), party.addr);
    }
}

/// @notice A side states its books.
abstract contract PostSubject is StatementSubject {
    function _verb() internal pure override returns (Verb) {
        return Verb.PostStatement;
    }

    function _spendsNonce() internal pure override returns (bool) {
        return false;
    }

    function _message() internal view override returns (bytes memory) {
        return TypedStatements.posting(statement, _first(principal, OTHER), 1);
    }

    function _call(address sender, Consent[] memory consent) internal override {
        (Statement memory s, Posting memory p) = (statement, _first(principal, OTHER));
        vm.prank(sender);
        statements.post(s, p, consent);
    }

    function _announce(address by) internal override {
        (address s, address c, uint40 cutOff) = (statement.supplier, statement.currency, statement.cutOff);
        uint40 replyBy = uint40(START + 30 days);
        vm.expectEmit(address(statements));
        emit IStatements.StatementPosted(_idOf(), principal, s, principal, c, cutOff, by, OTHER, 1, KEYS, replyBy);
    }

    function _check() internal view override {
        _eq(statements.postedOf(statement, principal).version, 1, "posted");
    }

    function _replayError() internal view override returns (bytes memory) {
        return abi.encodeWithSelector(IStatements.RootSuperseded.selector, _idOf(), principal, bytes32(0), 1);
    }
}

/// @notice A side replies that its books are the same.
abstract contract AgreeSubject is StatementSubject {
    function _verb() internal pure override returns (Verb) {
        return Verb.AgreeBalance;
    }

    function _spendsNonce() internal pure override returns (bool) {
        return false;
    }

    function _message() internal view override returns (bytes memory) {
        return TypedStatements.agreement(statement, roots, principal, BalanceReply.Agreed, _nothing(), _balance());
    }

    function _call(address sender, Consent[] memory consent) internal override {
        (Statement memory s, Roots memory r) = (statement, roots);
        vm.prank(sender);
        statements.agreeBalance(s, r, principal, _balance(), consent);
    }

    function _announce(address by) internal override {
        vm.expectEmit(address(statements));
        emit IStatements.BalanceAgreed(_idOf(), principal, by, roots, _balance());
    }

    function _check() internal view override {
        _true(statements.postedOf(statement, supplier.addr).reply == BalanceReply.Agreed, "agreed");
    }

    function _replayError() internal view override returns (bytes memory) {
        return abi.encodeWithSelector(IStatements.AlreadyReplied.selector, _idOf(), BalanceReply.Agreed);
    }
}

/// @notice The debtor owes.
abstract contract AcknowledgeSubject is StatementSubject {
    function _verb() internal pure override returns (Verb) {
        return Verb.AcknowledgeDebt;
    }

    function _spendsNonce() internal pure override returns (bool) {
        return true;
    }

    function _message() internal view override returns (bytes memory) {
        return TypedStatements.acknowledgement(statement, roots, principal, _balance(), uint32(TODAY + 30));
    }

    function _call(address sender, Consent[] memory consent) internal override {
        (Statement memory s, Roots memory r) = (statement, roots);
        vm.prank(sender);
        statements.acknowledgeDebt(s, r, principal, _balance(), uint32(TODAY + 30), consent);
    }

    function _announce(address by) internal override {
        vm.expectEmit(address(statements));
        emit IStatements.DebtAcknowledged(_idOf(), principal, by, roots, _balance(), uint32(TODAY + 30));
    }

    /// @dev All of its effect is its event.
    function _check() internal view override {
        _true(statements.postedOf(statement, supplier.addr).reply == BalanceReply.NoReply, "no reply");
    }

    function _replayError() internal view override returns (bytes memory) {
        return _nonceSpent();
    }
}

/// @notice The debtor received a demand.
abstract contract ReceiveSubject is StatementSubject {
    function _verb() internal pure override returns (Verb) {
        return Verb.ReceiveDemand;
    }

    function _spendsNonce() internal pure override returns (bool) {
        return true;
    }

    function _message() internal view override returns (bytes memory) {
        return TypedStatements.receivedDemand(statement, roots, principal, DEMAND);
    }

    function _call(address sender, Consent[] memory consent) internal override {
        (Statement memory s, Roots memory r) = (statement, roots);
        vm.prank(sender);
        statements.receiveDemand(s, r, principal, DEMAND, consent);
    }

    function _announce(address by) internal override {
        vm.expectEmit(address(statements));
        emit IStatements.DemandReceived(_idOf(), principal, by, roots, DEMAND);
    }

    /// @dev All of its effect is its event.
    function _check() internal view override {
        _true(statements.postedOf(statement, supplier.addr).reply == BalanceReply.NoReply, "no reply");
    }

    function _replayError() internal view override returns (bytes memory) {
        return _nonceSpent();
    }
}

contract PostConsentTest is PostSubject, MandateBehaviour, SignatureBehaviour, NoRootBehaviour {
    function setUp() public override(World, StatementSubject) {
        StatementSubject.setUp();
    }
}

contract AgreeConsentTest is AgreeSubject, MandateBehaviour, SignatureBehaviour, NoRootBehaviour {
    function setUp() public override(World, StatementSubject) {
        StatementSubject.setUp();
    }
}

contract AcknowledgeConsentTest is AcknowledgeSubject, MandateBehaviour, SignatureBehaviour, NoRootBehaviour {
    function setUp() public override(World, StatementSubject) {
        StatementSubject.setUp();
    }
}

contract ReceiveConsentTest is ReceiveSubject, MandateBehaviour, SignatureBehaviour, NoRootBehaviour {
    function setUp() public override(World, StatementSubject) {
        StatementSubject.setUp();
    }
}
