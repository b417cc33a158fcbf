// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {ILedger} from "../../../contracts/interfaces/ILedger.sol";
import {ReceivableView} from "../../../contracts/interfaces/ILens.sol";
import {Consent, OpenHeader, Receivable, Status, Verb} from "../../../contracts/types/Types.sol";
import {Typed} from "../support/Typed.sol";
import {World} from "../support/World.sol";

contract AcceptTest is World {
    function test_accepting_changes_the_status_and_nothing_else() public {
        Receivable memory r = _make(1);
        r.header.policy = 1;
        _issue(r);
        ReceivableView memory s = _state(r);
        vm.expectEmit(address(ledger));
        emit ILedger.ReceivableAccepted(Typed.idOf(r.header), buyer.addr, Typed.hash(r));
        _accept(r);
        s.status = Status.Accepted;
        _eq(keccak256(abi.encode(_state(r))), keccak256(abi.encode(s)), "state");
        _eq(token.ownerOf(uint256(Typed.idOf(r.header))), supplier.addr, "holder");
    }

    function test_accepting_twice_is_refused() public {
        Receivable memory r = _make(1);
        bytes32 id = _accepted(r);
        vm.expectRevert(abi.encodeWithSelector(ILedger.StatusForbids.selector, id, Status.Accepted, Verb.Accept));
        _accept(r);
    }

    function test_what_nobody_issued_cannot_be_accepted() public {
        _refuses(_openHeader(_make(1)));
    }

    function test_only_the_very_commitment_is_accepted() public {
        Receivable memory r = _make(1);
        _issue(r);
        OpenHeader memory opened = _openHeader(r);
        opened.terms = keccak256("other terms");
        _refuses(opened);
        opened = _openHeader(r);
        opened.document = keccak256("another document");
        _refuses(opened);
        opened = _openHeader(r);
        opened.header.policy = 1;
        _refuses(opened);
        opened = _openHeader(r);
        opened.header.revision = 1;
        _refuses(opened);
    }

    function test_supplier_and_holder_cannot_accept_for_the_buyer() public {
        Receivable memory r = _make(1);
        _transfer(_issue(r), factor.addr);
        OpenHeader memory opened = _openHeader(r);
        address[2] memory others = [supplier.addr, factor.addr];
        for (uint256 i; i < 2; ++i) {
            vm.expectRevert(abi.encodeWithSelector(ILedger.NotAuthorised.selector, buyer.addr, others[i], Verb.Accept));
            vm.prank(others[i]);
            ledger.accept(opened, _unopened(), _none());
        }
    }

    function test_a_receivable_that_was_sold_before_is_accepted_towards_its_holder() public {
        Receivable memory r = _make(1);
        _transfer(_issue(r), factor.addr);
        _accept(r);
        _eq(_state(r).holder, factor.addr, "holder");
        _pay(r, buyer.addr, MAX);
        _eq(coin.balanceOf(factor.addr), 980_000, "cash");
    }

    function test_what_was_credited_before_stays_credited() public {
        Receivable memory r = _make(1);
        _issue(r);
        _credit(r, 400);
        _accept(r);
        _eq(_state(r).credited, 400, "credited");
        _eq(_quote(r).open, AMOUNT - 400, "open");
    }

    function test_what_was_credited_in_full_may_be_accepted_and_owes_nothing() public {
        Receivable memory r = _make(1);
        _issue(r);
        _credit(r, AMOUNT);
        _accept(r);
        _true(_state(r).status == Status.Accepted && _state(r).closed, "accepted and closed");
        vm.expectRevert(abi.encodeWithSelector(ILedger.AlreadyClosed.selector, Typed.idOf(r.header)));
        _pay(r, buyer.addr, MAX);
    }

    function test_one_root_brings_its_leaves_one_by_one_until_it_is_revoked() public {
        (Receivable memory a, Receivable memory b) = (_make(1), _make(2));
        _issue(a);
        _issue(b);
        (bytes32 left, bytes32 right) = (Typed.leaf(Typed.hash(a)), Typed.leaf(Typed.hash(b)));
        bytes32 root = Typed.node(left, right);
        Consent memory c;
        (c.signer, c.deadline, c.count, c.policy) = (buyer.addr, clock, 2, keccak256("rules"));
        bytes32 structHash = Typed.acceptanceRoot(root, 2, buyer.addr, c.policy, c.deadline);
        (c.signature, c.proof) = (_sign(buyer.key, _digest(structHash)), new bytes32[](1));
        c.proof[0] = right;
        ledger.accept(_openHeader(a), _unopened(), _one(c));
        _true(_state(a).status == Status.Accepted, "first");
        c.proof[0] = left;
        vm.prank(buyer.addr);
        ledger.revoke(root);
        vm.expectRevert(abi.encodeWithSelector(ILedger.RootIsRevoked.selector, buyer.addr, root));
        ledger.accept(_openHeader(b), _unopened(), _one(c));
        _true(_state(a).status == Status.Accepted, "what is recorded stays");
    }

    function test_the_policy_of_a_root_is_signed() public {
        Receivable memory r = _make(1);
        _issue(r);
        Consent memory c;
        (c.signer, c.deadline, c.count, c.policy) = (buyer.addr, clock, 1, keccak256("rules"));
        bytes32 root = Typed.leaf(Typed.hash(r));
        c.signature = _sign(buyer.key, _digest(Typed.acceptanceRoot(root, 1, buyer.addr, c.policy, c.deadline)));
        c.policy = keccak256("other rules");
        bytes32 digest = _digest(Typed.acceptanceRoot(root, 1, buyer.addr, c.policy, c.deadline));
        vm.expectRevert(abi.encodeWithSelector(ILedger.SignatureInvalid.selector, buyer.addr, digest));
        ledger.accept(_openHeader(r), _unopened(), _one(c));
    }

    function _refuses(OpenHeader memory opened) private {
        bytes32 id = Typed.idOf(opened.header);
        bytes32 header = Typed.hash(opened.header);
        bytes32 found = keccak256(abi.encode(Typed.receivableType(), header, opened.terms, opened.document));
        vm.expectRevert(abi.encodeWithSelector(ILedger.CommitmentMismatch.selector, id, found));
        vm.prank(buyer.addr);
        ledger.accept(opened, _unopened(), _none());
    }
}
