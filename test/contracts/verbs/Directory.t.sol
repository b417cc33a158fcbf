// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IDirectory, Mandate, Voucher} from "../../../contracts/interfaces/IDirectory.sol";
import {Verb} from "../../../contracts/types/Types.sol";
import {World} from "../support/World.sol";

contract DirectoryTest is World {
    bytes32 private constant EMPTY_VOUCHER = keccak256(abi.encode(uint256(0), 0, 0, 0, 0, 0));

    // -------------------------------------------------------------------------------------------------------- vouchers

    function test_a_registrar_vouches_and_the_time_is_its_own() public {
        Voucher memory v = _voucher();
        v.since = 1;
        Voucher memory kept = _voucher();
        kept.since = uint40(clock);
        vm.expectEmit(address(directory));
        emit IDirectory.OrganisationVouched(factor.addr, supplier.addr, kept);
        vm.prank(factor.addr);
        directory.vouch(supplier.addr, v);
        _eq(_hash(directory.voucherOf(factor.addr, supplier.addr)), _hash(kept), "voucher");
        _eq(_hash(directory.voucherOf(stranger.addr, supplier.addr)), EMPTY_VOUCHER, "of another registrar");
        _eq(_hash(directory.voucherOf(factor.addr, buyer.addr)), EMPTY_VOUCHER, "for another organisation");
    }

    function test_a_later_voucher_replaces_the_earlier() public {
        Voucher memory v = _voucher();
        vm.prank(factor.addr);
        directory.vouch(supplier.addr, v);
        _warp(clock + 1 days);
        (v.evidence, v.channel) = (keccak256("more"), 3);
        vm.prank(factor.addr);
        directory.vouch(supplier.addr, v);
        v.since = uint40(clock);
        _eq(_hash(directory.voucherOf(factor.addr, supplier.addr)), _hash(v), "voucher");
    }

    function test_a_voucher_that_has_ended_is_not_given() public {
        Voucher memory v = _voucher();
        v.until = uint40(clock - 1);
        vm.expectRevert(abi.encodeWithSelector(IDirectory.PeriodInvalid.selector, clock, clock - 1));
        vm.prank(factor.addr);
        directory.vouch(supplier.addr, v);
        v.until = uint40(clock);
        vm.prank(factor.addr);
        directory.vouch(supplier.addr, v);
    }

    function test_a_registrar_withdraws_its_voucher() public {
        vm.prank(factor.addr);
        directory.vouch(supplier.addr, _voucher());
        vm.expectEmit(address(directory));
        emit IDirectory.VoucherWithdrawn(factor.addr, supplier.addr, REASON);
        vm.prank(factor.addr);
        directory.withdrawVoucher(supplier.addr, REASON);
        _eq(_hash(directory.voucherOf(factor.addr, supplier.addr)), EMPTY_VOUCHER, "voucher");
        _notVouched(factor.addr);
    }

    function test_nobody_withdraws_the_voucher_of_another() public {
        vm.prank(factor.addr);
        directory.vouch(supplier.addr, _voucher());
        _notVouched(stranger.addr);
        _notVouched(supplier.addr);
    }

    // -------------------------------------------------------------------------------------------------------- mandates

    function test_an_organisation_gives_a_mandate() public {
        Mandate memory m = _mandate(5, 77, address(coin));
        vm.expectEmit(address(directory));
        emit IDirectory.MandateGiven(supplier.addr, agent.addr, m);
        vm.prank(supplier.addr);
        directory.giveMandate(agent.addr, m);
        _eq(keccak256(abi.encode(directory.mandateOf(supplier.addr, agent.addr))), keccak256(abi.encode(m)), "mandate");
        _eq(directory.mandateOf(agent.addr, supplier.addr).until, 0, "not the other way");
    }

    function test_a_later_mandate_replaces_the_earlier() public {
        vm.prank(supplier.addr);
        directory.giveMandate(agent.addr, _mandate(ALL_VERBS, UNCAPPED, address(0)));
        vm.prank(supplier.addr);
        directory.giveMandate(agent.addr, _mandate(1 << uint8(Verb.Pay), UNCAPPED, address(0)));
        _false(directory.covers(supplier.addr, agent.addr, Verb.Issue, address(coin), 1), "issue");
        _true(directory.covers(supplier.addr, agent.addr, Verb.Pay, address(coin), 1), "pay");
    }

    function test_nobody_is_its_own_agent_and_nobody_at_all_is_none() public {
        address[2] memory agents = [address(0), supplier.addr];
        for (uint256 i; i < 2; ++i) {
            vm.expectRevert(abi.encodeWithSelector(IDirectory.AgentInvalid.selector, agents[i]));
            vm.prank(supplier.addr);
            directory.giveMandate(agents[i], _mandate(1, 1, address(0)));
        }
    }

    function test_a_mandate_has_a_period_that_is_not_over() public {
        Mandate memory m = _mandate(1, 1, address(0));
        m.until = uint40(clock - 1);
        m.from = 0;
        _periodInvalid(m);
        (m.from, m.until) = (uint40(clock + 2), uint40(clock + 1));
        _periodInvalid(m);
        (m.from, m.until) = (uint40(clock), uint40(clock));
        vm.prank(supplier.addr);
        directory.giveMandate(agent.addr, m);
    }

    function test_a_mandate_ends_when_it_is_revoked() public {
        vm.prank(supplier.addr);
        directory.giveMandate(agent.addr, _mandate(ALL_VERBS, UNCAPPED, address(0)));
        vm.expectEmit(address(directory));
        emit IDirectory.MandateRevoked(supplier.addr, agent.addr);
        vm.prank(supplier.addr);
        directory.revokeMandate(agent.addr);
        _false(directory.covers(supplier.addr, agent.addr, Verb.Issue, address(0), 0), "covered");
        _missing(supplier.addr);
    }

    function test_nobody_revokes_the_mandate_of_another() public {
        vm.prank(supplier.addr);
        directory.giveMandate(agent.addr, _mandate(1, 1, address(0)));
        _missing(stranger.addr);
        _missing(agent.addr);
    }

    function test_a_mandate_covers_its_verbs_and_no_other(uint32 verbs) public {
        vm.prank(supplier.addr);
        directory.giveMandate(agent.addr, _mandate(verbs, UNCAPPED, address(0)));
        for (uint8 verb; verb <= uint8(type(Verb).max); ++verb) {
            bool covered = directory.covers(supplier.addr, agent.addr, Verb(verb), address(coin), MAX);
            _true(covered == ((uint256(verbs) / 2 ** verb) % 2 == 1), "covered");
        }
    }

    function test_a_cap_is_an_amount_of_its_currency(uint96 cap, uint256 amount, bool other) public {
        cap = uint96(_bound(cap, 0, UNCAPPED - 1));
        vm.prank(supplier.addr);
        directory.giveMandate(agent.addr, _mandate(1, cap, address(coin)));
        address currency = other ? address(978) : address(coin);
        bool covered = directory.covers(supplier.addr, agent.addr, Verb.Issue, currency, amount);
        _true(covered == (!other && amount <= cap), "covered");
        _true(other || directory.covers(supplier.addr, agent.addr, Verb.Issue, currency, cap), "at the cap");
    }

    function test_a_capped_mandate_never_covers_what_is_not_opened(uint96 cap, address currency) public {
        cap = uint96(_bound(cap, 0, UNCAPPED - 1));
        vm.prank(supplier.addr);
        directory.giveMandate(agent.addr, _mandate(ALL_VERBS, cap, currency));
        _false(directory.covers(supplier.addr, agent.addr, Verb.Accept, address(0), MAX), "covered");
    }

    function test_a_mandate_covers_from_its_first_to_its_last_instant(uint40 from, uint40 until, uint40 now_) public {
        until = uint40(_bound(until, clock, type(uint40).max));
        from = uint40(_bound(from, 0, until));
        Mandate memory m = _mandate(1, UNCAPPED, address(0));
        (m.from, m.until) = (from, until);
        vm.prank(supplier.addr);
        directory.giveMandate(agent.addr, m);
        _warp(now_);
        bool covered = directory.covers(supplier.addr, agent.addr, Verb.Issue, address(0), 0);
        _true(covered == (from <= now_ && now_ <= until), "covered");
    }

    // ---------------------------------------------------------------------------------------------------- viewing keys

    function test_an_organisation_publishes_its_viewing_key_and_takes_it_back() public {
        bytes32[2] memory keys = [keccak256("key"), bytes32(0)];
        for (uint256 i; i < 2; ++i) {
            vm.expectEmit(address(directory));
            emit IDirectory.ViewingKeySet(buyer.addr, keys[i]);
            vm.prank(buyer.addr);
            directory.setViewingKey(keys[i]);
            _eq(directory.viewingKeyOf(buyer.addr), keys[i], "key");
            _eq(directory.viewingKeyOf(supplier.addr), 0, "of another");
        }
    }

    // --------------------------------------------------------------------------------------------------------- helpers

    function _voucher() private view returns (Voucher memory v) {
        (v.legalId, v.evidence) = (keccak256("legal id"), keccak256("what was seen"));
        (v.enroller, v.channel, v.until) = (relayer.addr, 1, uint40(clock + 365 days));
    }

    function _hash(Voucher memory v) private pure returns (bytes32) {
        return keccak256(abi.encode(v));
    }

    function _notVouched(address registrar) private {
        vm.expectRevert(abi.encodeWithSelector(IDirectory.NotVouched.selector, registrar, supplier.addr));
        vm.prank(registrar);
        directory.withdrawVoucher(supplier.addr, REASON);
    }

    function _periodInvalid(Mandate memory m) private {
        vm.expectRevert(abi.encodeWithSelector(IDirectory.PeriodInvalid.selector, m.from, m.until));
        vm.prank(supplier.addr);
        directory.giveMandate(agent.addr, m);
    }

    function _missing(address organisation) private {
        vm.expectRevert(abi.encodeWithSelector(IDirectory.MandateMissing.selector, organisation, agent.addr));
        vm.prank(organisation);
        directory.revokeMandate(agent.addr);
    }
}
