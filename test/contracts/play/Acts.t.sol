// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {ReceivableState} from "../../../contracts/interfaces/ILens.sol";
import {
    Consent,
    OpenHeader,
    OpenTerms,
    Outcome,
    PaymentOrder,
    Receivable,
    Status,
    Verb
} from "../../../contracts/types/Types.sol";
import {Currency} from "../mocks/Currencies.sol";
import {Play} from "./Play.sol";
import {Typed} from "../support/Typed.sol";

/// @notice Acts that must succeed: each is done only where the specification allows it, in one of the ways of consent.
contract Acts is Play {
    struct Picked {
        bytes32 id;
        Receivable r;
        ReceivableState s;
    }

    /// @dev By the party, by its agent, by its signature, by that of its agent.
    function _consent(
        uint256 way,
        Party memory party,
        Verb verb,
        bytes memory message
    ) private returns (address sender, Consent[] memory consent) {
        if (way % 4 == 0) return (party.addr, _none());
        if (way % 4 == 2) return (relayer.addr, _sign(party, message));
        if (!directory.covers(party.addr, agent.addr, verb, address(0), MAX)) {
            vm.prank(party.addr);
            directory.giveMandate(agent.addr, _mandate(ALL_VERBS, UNCAPPED, address(0)));
        }
        if (way % 4 == 1) return (agent.addr, _none());
        return (relayer.addr, _sign(agent, message));
    }

    function _sign(Party memory signer, bytes memory message) private returns (Consent[] memory) {
        return _signed(signer, message, ++nextNonce);
    }

    /// @dev Every message but issuance and acceptance spends its nonce.
    function _spends(Consent[] memory consent) private {
        if (consent.length != 0) spent.push(Signed(consent[0].signer, consent[0].nonce));
    }

    /// @dev The party whose address it is.
    function _named(address account) private view returns (Party memory) {
        for (uint256 i; i < cast.length; ++i) {
            if (cast[i].addr == account) return cast[i];
        }
        revert("not of the cast");
    }

    /// @dev A receivable of the play with what the ledger tells of it; of status None where there is none yet.
    function _pick(uint256 seed) private view returns (Picked memory p) {
        if (ids.length == 0) return p;
        p.id = ids[seed % ids.length];
        (p.r, p.s) = (book[p.id], lens.stateOf(p.id));
    }

    // ----------------------------------------------------------------------------------------------------------- verbs

    function issue(uint256 seed, uint256 way) external {
        if (ids.length == MOST) return;
        Receivable memory r = _invent(seed);
        if (lens.stateOf(Typed.idOf(r.header)).status != Status.None) return;
        bool open = way & 16 == 0;
        bytes32 content = open ? bytes32(0) : keccak256("content");
        bytes memory message = Typed.issuance(Typed.hash(r), content);
        (address sender, Consent[] memory consent) = _consent(way, _named(r.header.supplier), Verb.Issue, message);
        Consent[] memory ofBuyer = _none();
        if (way & 32 != 0) ofBuyer = _sign(_named(r.header.buyer), Typed.acceptance(Typed.hash(r)));
        OpenHeader memory opened = _openHeader(r);
        vm.prank(sender);
        if (open) ledger.issue(r, consent, ofBuyer);
        else ledger.issueSealed(opened, "content", consent, ofBuyer);
        _begins(r);
        if (way & 32 != 0) notes[Typed.idOf(r.header)].status = Status.Accepted;
    }

    function accept(uint256 seed, uint256 way) external {
        Picked memory p = _pick(seed);
        if (p.s.status != Status.Issued) return;
        bytes memory message = Typed.acceptance(Typed.hash(p.r));
        (address sender, Consent[] memory consent) = _consent(way, _named(p.r.header.buyer), Verb.Accept, message);
        OpenHeader memory opened = _openHeader(p.r);
        vm.prank(sender);
        ledger.accept(opened, _unopened(), consent);
        _note(p.id, p.s, p.r.header.buyer, 0);
    }

    function pay(uint256 seed, uint256 who, uint256 maxCash, bool signed) external {
        (Picked memory p, Party memory payer) = (_pick(seed), _anyone(who));
        if (p.s.status != Status.Accepted || p.s.closed || _blocked(p.r, payer.addr)) return;
        uint256 payoff = _quoteOf(p.id).payoff;
        maxCash = _bound(maxCash, payoff == 0 ? 0 : 1, payoff + payoff / 4);
        Consent[] memory consent = _none();
        if (signed) consent = _sign(payer, Typed.payment(Typed.hash(p.r), maxCash));
        OpenTerms memory opened = _openTerms(p.r);
        vm.prank(signed ? relayer.addr : payer.addr);
        uint256 cash = ledger.pay(p.id, opened, maxCash, consent);
        _spends(consent);
        if (cash > maxCash || cash > payoff) broken[14] = true;
        _note(p.id, p.s, payer.addr, cash);
    }

    function payMany(uint256 seed, uint256 who, uint256[3] calldata maxCash) external {
        Party memory payer = _anyone(who);
        uint256 size = ids.length < 3 ? ids.length : 3;
        PaymentOrder[] memory orders = new PaymentOrder[](size);
        ReceivableState[] memory was = new ReceivableState[](size);
        for (uint256 i; i < size; ++i) {
            Picked memory p = _pick((seed % ids.length) + i);
            if (p.s.status != Status.Accepted || _blocked(p.r, payer.addr)) return;
            uint256 payoff = _quoteOf(p.id).payoff;
            uint256 most = _bound(maxCash[i], payoff == 0 ? 0 : 1, payoff + payoff / 4);
            (orders[i], was[i]) = (PaymentOrder(p.id, _openTerms(p.r), most), p.s);
        }
        vm.prank(payer.addr);
        uint256[] memory cash = ledger.payMany(orders);
        for (uint256 i; i < size; ++i) {
            if (cash[i] > orders[i].maxCash) broken[14] = true;
            _note(orders[i].id, was[i], payer.addr, cash[i]);
        }
    }

    function credit(uint256 seed, uint256 way, uint256 amount) external {
        Picked memory p = _pick(seed);
        uint256 open = p.s.status == Status.None ? 0 : _quoteOf(p.id).open;
        if (p.s.closed || open == 0) return;
        amount = _bound(amount, 1, way & 4 == 0 ? open : open / 8 + 1);
        bytes memory message = Typed.credit(Typed.hash(p.r), p.s.holder, amount, REASON);
        (address sender, Consent[] memory consent) = _consent(way, _named(p.s.holder), Verb.Credit, message);
        OpenTerms memory opened = _openTerms(p.r);
        vm.prank(sender);
        ledger.credit(p.id, opened, amount, REASON, consent);
        _spends(consent);
        _note(p.id, p.s, p.s.holder, 0);
    }

    function dispute(uint256 seed, uint256 way, uint256 amount) external {
        Picked memory p = _pick(seed);
        if (p.s.status != Status.Accepted) return;
        uint256 open = _quoteOf(p.id).open;
        if (open <= p.s.disputed) return;
        amount = _bound(amount, 1, open - p.s.disputed);
        bytes memory message = Typed.dispute(Typed.hash(p.r), amount, 1, EVIDENCE);
        (address sender, Consent[] memory consent) = _consent(way, _named(p.r.header.buyer), Verb.Dispute, message);
        vm.prank(sender);
        ledger.dispute(p.r, amount, 1, EVIDENCE, consent);
        _spends(consent);
        _note(p.id, p.s, p.r.header.buyer, 0);
    }

    function resolve(uint256 seed, uint256 way, uint256 amount, bool concedes) external {
        Picked memory p = _pick(seed);
        if (p.s.disputed == 0) return;
        uint256 open = _quoteOf(p.id).open;
        if (open == 0) return;
        amount = _bound(amount, 1, p.s.disputed < open ? p.s.disputed : open);
        if (concedes) _resolve(p, way, amount, Outcome.Conceded, p.s.holder, Verb.Credit);
        else _resolve(p, way, amount, Outcome.Withdrawn, p.r.header.buyer, Verb.Resolve);
    }

    function _resolve(Picked memory p, uint256 way, uint256 amount, Outcome outcome, address party, Verb verb) private {
        bytes memory message = Typed.resolution(Typed.hash(p.r), party, amount, outcome, EVIDENCE);
        (address sender, Consent[] memory consent) = _consent(way, _named(party), verb, message);
        vm.prank(sender);
        ledger.resolve(p.r, amount, outcome, EVIDENCE, consent);
        _spends(consent);
        _note(p.id, p.s, party, 0);
    }

    function claim(uint256 seed, uint256 who) external {
        (Picked memory p, address holder) = (_pick(seed), _anyone(who).addr);
        uint256 kept = keptFor[p.id][holder];
        if (kept == 0 || _blocked(p.r, holder)) return;
        vm.prank(stranger.addr);
        ledger.claim(p.id, holder, p.r.terms.currency);
        keptFor[p.id][holder] = 0;
        expected[p.r.terms.currency][holder] += kept;
        expected[p.r.terms.currency][address(ledger)] -= kept;
    }

    function transfer(uint256 seed, uint256 who) external {
        Picked memory p = _pick(seed);
        if (p.s.status == Status.None || p.s.locked) return;
        vm.prank(p.s.holder);
        token.transferFrom(p.s.holder, _anyone(who).addr, uint256(p.id));
        _note(p.id, p.s, p.s.holder, 0);
    }

    function takeBack(uint256 who, uint256 nonce, bytes32 root) external {
        address signer = _anyone(who).addr;
        vm.prank(signer);
        ledger.revoke(root);
        revoked.push(Signed(signer, uint256(root)));
        if (lens.isSpent(signer, nonce) || nonce <= nextNonce + 1_000) return;
        vm.prank(signer);
        ledger.spendNonce(nonce);
        spent.push(Signed(signer, nonce));
    }

    // ----------------------------------------------------------------------------------------------------------- world

    function block_(uint256 who, uint256 which, bool is_) external {
        currencies[which % 2].setBlocked(_anyone(who).addr, is_);
    }

    function wait(uint32 time) external {
        _warp(clock + (time % 20 days));
    }

    function _blocked(Receivable memory r, address account) private view returns (bool) {
        return Currency(r.terms.currency).blocked(account);
    }
}
