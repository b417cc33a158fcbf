// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {ILedger} from "../../../contracts/interfaces/ILedger.sol";
import {ReceivableView} from "../../../contracts/interfaces/ILens.sol";
import {Receivable, Status} from "../../../contracts/types/Types.sol";
import {Receiver} from "../mocks/Holders.sol";
import {IListen} from "../mocks/QuietListener.sol";
import {AgreementWorld} from "../support/TypedAmendments.sol";
import {Typed} from "../support/Typed.sol";

/// @notice Who listens, from when on and until when; what then reaches it stands in Deliver.
contract ListenTest is AgreementWorld {
    // --------------------------------------------------------------------------------------------------------
    // beginning

    function test_the_holder_begins_to_listen_and_nothing_else_changes() public {
        Receivable memory r = _make(1);
        bytes32 id = _accepted(r);
        ReceivableView memory s = _state(r);
        (uint256 word, uint256 tokenWord) = (_word(id, LEDGER_SLOT), _tokenWord(id));
        vm.expectEmit(address(ledger));
        emit ILedger.ListeningBegun(id, supplier.addr);
        vm.prank(supplier.addr);
        (uint256 wordBefore, uint256 tokenBefore) = ledger.listen(id);
        _true(wordBefore == word && tokenBefore == tokenWord, "it tells the words that it found");
        s.listening = true;
        _eq(keccak256(abi.encode(_state(r))), keccak256(abi.encode(s)), "state");
        _eq(_word(id, LEDGER_SLOT), word | LISTENING_FLAG, "ledger word");
        _eq(_tokenWord(id), tokenWord | GUARDED_BIT, "token word");
    }

    function test_it_may_begin_as_long_as_the_claim_lives() public {
        Status[3] memory statuses = [Status.Issued, Status.Queried, Status.Accepted];
        for (uint256 i; i < 3; ++i) {
            Receivable memory r = _make(i);
            _listenAs(supplier.addr, _reach(r, statuses[i]));
            _true(_state(r).listening && _state(r).status == statuses[i], "listening");
        }
    }

    function test_it_never_begins_once_nothing_is_paid_any_more() public {
        Status[3] memory statuses = [Status.Rejected, Status.Cancelled, Status.Split];
        for (uint256 i; i < 3; ++i) {
            _forbidden(supplier.addr, _reach(_splittable(i), statuses[i]), "status");
        }
    }

    /// @dev A receipt that the bank takes back opens it again.
    function test_it_may_begin_on_what_is_closed() public {
        Receivable memory r = _make(1);
        bytes32 id = _accepted(r);
        _pay(r, buyer.addr, MAX);
        _listenAs(supplier.addr, id);
        _true(_state(r).listening && _state(r).closed, "listening");
    }

    function test_it_begins_once() public {
        bytes32 id = _accepted(_make(1));
        _listenAs(supplier.addr, id);
        _forbidden(supplier.addr, id, "listening");
    }

    function test_nobody_but_the_holder_begins() public {
        Receivable memory r = _make(1);
        bytes32 id = _accepted(r);
        _transfer(id, factor.addr);
        vm.prank(factor.addr);
        directory.giveMandate(agent.addr, _mandate(ALL_VERBS, UNCAPPED, address(0)));
        vm.prank(factor.addr);
        token.setApprovalForAll(relayer.addr, true);
        address[5] memory others = [supplier.addr, buyer.addr, agent.addr, relayer.addr, stranger.addr];
        for (uint256 i; i < 5; ++i) _forbidden(others[i], id, "holder");
        _false(_state(r).listening, "nobody listens");
    }

    function test_nobody_listens_on_what_nobody_has_issued() public {
        bytes32 id = Typed.idOf(_make(1).header);
        _forbidden(supplier.addr, id, "holder");
        // Its holder is the zero address, for whom nobody calls.
        _forbidden(address(0), id, "status");
    }

    function test_a_holder_may_begin_among_other_calls() public {
        bytes32[2] memory ids = [_accepted(_make(1)), _accepted(_make(2))];
        bytes[] memory calls = new bytes[](2);
        for (uint256 i; i < 2; ++i) calls[i] = abi.encodeCall(ledger.listen, (ids[i]));
        vm.prank(supplier.addr);
        ledger.multicall(calls);
        _true(lens.stateOf(ids[0]).listening && lens.stateOf(ids[1]).listening, "both");
    }

    // --------------------------------------------------------------------------------------------------- how long it
    // lasts

    function test_a_transfer_ends_it() public {
        Receivable memory r = _make(1);
        bytes32 id = _accepted(r);
        _listenAs(supplier.addr, id);
        _transfer(id, factor.addr);
        _ended(r, id, factor.addr);
        _listenAs(factor.addr, id);
        _transfer(id, supplier.addr);
        _ended(r, id, supplier.addr);
    }

    function test_a_transfer_by_an_operator_ends_it() public {
        Receivable memory r = _make(1);
        bytes32 id = _accepted(r);
        _listenAs(supplier.addr, id);
        vm.prank(supplier.addr);
        token.setApprovalForAll(agent.addr, true);
        vm.prank(agent.addr);
        token.transferFrom(supplier.addr, factor.addr, uint256(id));
        _ended(r, id, factor.addr);
    }

    function test_a_safe_transfer_ends_it_before_the_next_holder_is_asked() public {
        Receivable memory r = _make(1);
        bytes32 id = _accepted(r);
        _listenAs(supplier.addr, id);
        ListeningReceiver next = new ListeningReceiver();
        vm.prank(supplier.addr);
        token.safeTransferFrom(supplier.addr, address(next), uint256(id), "");
        _true(_state(r).listening && _state(r).holder == address(next), "it listens by its own choice");
        _eq(_flags(id), LISTENING_FLAG | uint256(Status.Accepted), "ledger word");
    }

    function test_a_transfer_to_oneself_ends_it() public {
        Receivable memory r = _make(1);
        bytes32 id = _accepted(r);
        _listenAs(supplier.addr, id);
        _transfer(id, supplier.addr);
        _ended(r, id, supplier.addr);
    }

    function test_a_transfer_that_fails_ends_nothing() public {
        Receivable memory r = _make(1);
        bytes32 id = _accepted(r);
        _listenAs(supplier.addr, id);
        vm.expectRevert();
        vm.prank(stranger.addr);
        token.transferFrom(supplier.addr, stranger.addr, uint256(id));
        _true(_state(r).listening, "listening");
        _eq(_tokenWord(id), GUARDED_BIT | uint160(supplier.addr), "token word");
    }

    function test_of_a_locked_receivable_the_transfer_ends_it_and_the_lock_stays() public {
        Receivable memory r = _make(1);
        r.header.policy = 1;
        bytes32 id = _accepted(r);
        _listenAs(supplier.addr, id);
        vm.expectRevert(abi.encodeWithSelector(ILedger.TransferLocked.selector, id));
        vm.prank(supplier.addr);
        token.transferFrom(supplier.addr, factor.addr, uint256(id));
        _consentTransferAs(buyer.addr, r, factor.addr);
        _transfer(id, factor.addr);
        _eq(_flags(id), LOCKED_FLAG | uint256(Status.Accepted), "ledger word");
        _eq(_tokenWord(id), GUARDED_BIT | uint160(factor.addr), "token word");
        vm.expectRevert(abi.encodeWithSelector(ILedger.TransferLocked.selector, id));
        vm.prank(factor.addr);
        token.transferFrom(factor.addr, stranger.addr, uint256(id));
    }

    function test_no_other_act_ends_it() public {
        Receivable memory r = _splittable(1);
        bytes32 id = _issue(r);
        _listenAs(supplier.addr, id);
        _queryAs(buyer.addr, r, _why());
        _rejectAs(buyer.addr, r, _why());
        _true(_state(r).listening, "rejected");
        Receivable memory next = _next(r);
        _amendAs(supplier.addr, r, next);
        _accept(next);
        _true(_state(r).listening, "accepted");
        _pay(next, buyer.addr, 1_000);
        _credit(next, 10);
        _disputeOf(next, 5);
        _writeOffAs(supplier.addr, next);
        vm.prank(supplier.addr);
        token.approve(agent.addr, uint256(id));
        _true(_state(next).listening, "paid in part, credited, disputed, written off, approved");
        _pay(next, buyer.addr, MAX);
        _true(_state(next).listening && _state(next).closed, "closed");
    }

    function test_a_split_leaves_it_on_the_whole() public {
        Receivable memory r = _splittable(1);
        bytes32 id = _accepted(r);
        _listenAs(supplier.addr, id);
        _splitAs(supplier.addr, r, _halves(r));
        _eq(_flags(id), LISTENING_FLAG | uint256(Status.Split), "ledger word");
    }

    /// @dev Locks and listening do not disturb each other, whatever an amendment makes of the policy.
    function test_an_amendment_of_the_policy_leaves_it_and_guards_what_it_must() public {
        uint8[3] memory policies = [0, 1, 2];
        for (uint256 i; i < 9; ++i) {
            Receivable memory r = _make(i);
            r.header.policy = policies[i / 3];
            bytes32 id = _issue(r);
            _listenAs(supplier.addr, id);
            Receivable memory next = _next(r);
            next.header.policy = policies[i % 3];
            _amendAs(supplier.addr, r, next);
            uint256 lock = i % 3 == 0 ? 0 : LOCKED_FLAG;
            _eq(_flags(id), lock | LISTENING_FLAG | uint256(Status.Issued), "ledger word");
            _eq(_tokenWord(id), GUARDED_BIT | uint160(supplier.addr), "token word");
            if (lock != 0) continue;
            _transfer(id, factor.addr);
            _eq(_tokenWord(id), uint160(factor.addr), "free");
        }
    }

    function test_nobody_listens_on_the_parts_of_a_split() public {
        Receivable memory r = _splittable(1);
        bytes32 id = _accepted(r);
        _listenAs(supplier.addr, id);
        Receivable[] memory parts = _partsOf(r, _halves(r));
        _splitAs(supplier.addr, r, _halves(r));
        for (uint256 i; i < 2; ++i) {
            bytes32 part = _id(parts[i]);
            _eq(_flags(part), PART_FLAG | uint256(Status.Accepted), "ledger word");
            _eq(_tokenWord(part), uint160(supplier.addr), "token word");
            _listenAs(supplier.addr, part);
            _true(_state(parts[i]).listening, "it may be asked for");
        }
    }

    // --------------------------------------------------------------------------------------------------------- helpers

    function _listenAs(address sender, bytes32 id) private {
        vm.prank(sender);
        ledger.listen(id);
    }

    function _forbidden(address sender, bytes32 id, bytes32 why) private {
        vm.expectRevert(abi.encodeWithSelector(ILedger.ListeningForbidden.selector, id, why));
        _listenAs(sender, id);
    }

    function _ended(Receivable memory r, bytes32 id, address holder) private view {
        _true(!_state(r).listening && _state(r).holder == holder, "ended");
        _eq(_flags(id), uint256(Status.Accepted), "ledger word");
        _eq(_tokenWord(id), uint160(holder), "token word");
    }
}

/// @notice Begins to listen as soon as it is handed a receivable.
contract ListeningReceiver is Receiver {
    function onERC721Received(address, address, uint256 id, bytes calldata) external override returns (bytes4) {
        IListen(msg.sender).listen(bytes32(id));
        return this.onERC721Received.selector;
    }
}
