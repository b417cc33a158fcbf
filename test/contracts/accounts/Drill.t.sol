// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IOrganisation} from "../../../contracts/accounts/IOrganisation.sol";
import {Mandate} from "../../../contracts/interfaces/IDirectory.sol";
import {ILedger} from "../../../contracts/interfaces/ILedger.sol";
import {Consent, Receivable, Status, Verb} from "../../../contracts/types/Types.sol";
import {Typed} from "../support/Typed.sol";
import {IAccount, OrganisationWorld} from "./OrganisationWorld.sol";

/// @notice The drill: supplier and buyer are organisations, deal with each other, lose their keys and deal on.
contract OrganisationDrillTest is OrganisationWorld {
    uint256 private constant PURSE = 1e12;

    /// @dev The supplier; the buyer is `org`.
    IAccount private maker;
    uint256[3] private makerKeys;
    uint256[3] private next;

    Receivable private first;
    Receivable private second;
    bytes32 private firstId;
    bytes32 private secondId;

    function setUp() public override {
        super.setUp();
        (makerKeys, next) = (_keys("maker"), _keys("next"));
        maker = _organisation(makerKeys, watchers);
        coin.mint(address(org), PURSE);
        _act(address(coin), abi.encodeCall(coin.approve, (address(ledger), MAX)));
        (first, second) = (_between(1), _between(2));
        (firstId, secondId) = (Typed.idOf(first.header), Typed.idOf(second.header));
        _dealByCalls();
        _dealBySignatures();
    }

    function test_everything_survives_lost_keys() public {
        bytes32 before = _picture();
        Mandate memory mandate = directory.mandateOf(address(maker), agent.addr);
        _recover(maker);
        _eq(_picture(), before, "ids, receivables and balances");
        _eq(
            keccak256(abi.encode(directory.mandateOf(address(maker), agent.addr))),
            keccak256(abi.encode(mandate)),
            "mandate"
        );
        _creditAs(agent.addr, first, 1_000);
        _eq(_state(first).credited, 1_000, "the agent acts on");
    }

    function test_the_new_keys_deal_on_as_the_same_organisations() public {
        _recover(maker);
        _recover(org);
        _execute(maker, _call(address(ledger), _creditCall(first, 5_000)), _newTwo());
        _execute(org, _call(address(ledger), _payCall(first)), _newTwo());
        _true(_state(first).closed, "paid in full");
        uint256 received = coin.balanceOf(address(maker));
        _eq(received + coin.balanceOf(address(org)), PURSE, "money");
        _execute(maker, _call(address(coin), abi.encodeCall(coin.transfer, (factor.addr, received))), _newTwo());
        _eq(coin.balanceOf(factor.addr), received, "moved on");
        bytes memory sale = abi.encodeCall(token.transferFrom, (address(maker), factor.addr, uint256(secondId)));
        _execute(maker, _call(address(token), sale), _newTwo());
        _eq(token.ownerOf(uint256(secondId)), factor.addr, "sold");
    }

    function test_an_invoice_issued_before_the_loss_cannot_be_issued_again_after_it() public {
        _recover(maker);
        bytes memory again = abi.encodeCall(ledger.issue, (first, _none(), _none()));
        (uint256 nonce, uint256 deadline, bytes memory signature) = _signedBatch(
            maker,
            _call(address(ledger), again),
            _newTwo()
        );
        bytes memory reason = abi.encodeWithSelector(ILedger.AlreadyIssued.selector, firstId);
        vm.expectRevert(abi.encodeWithSelector(IOrganisation.CallFailed.selector, 0, reason));
        maker.execute(_call(address(ledger), again), nonce, deadline, signature);
    }

    // --------------------------------------------------------------------------------------------------- the lost keys

    function test_the_lost_keys_execute_nothing_any_more() public {
        bytes memory theft = abi.encodeCall(token.transferFrom, (address(maker), stranger.addr, uint256(firstId)));
        (uint256 nonce, uint256 deadline, bytes memory signature) = _signedBatch(
            maker,
            _call(address(token), theft),
            _oldTwo()
        );
        _recover(maker);
        bytes32 digest = _executionDigest(address(maker), _call(address(token), theft), nonce, clock, 2);
        bytes memory now_ = _multi(_oldTwo(), digest);
        vm.expectRevert(abi.encodeWithSelector(IOrganisation.SignatureInvalid.selector, digest));
        maker.execute(_call(address(token), theft), nonce, clock, now_);
        _true(deadline < clock, "what was signed before has lapsed too");
        vm.expectRevert(abi.encodeWithSelector(IOrganisation.SignatureExpired.selector, deadline));
        maker.execute(_call(address(token), theft), nonce, deadline, signature);
    }

    /// @dev A consent is checked when it is recorded (DESIGN: an offer until then), so this one falls with its keys.
    function test_a_consent_of_lost_keys_that_nobody_recorded_is_void() public {
        Receivable memory third = _between(3);
        uint256 deadline = clock + 30 days;
        Consent memory c = _issuanceBy(third, _oldTwo(), deadline);
        _recover(maker);
        bytes32 digest = _digest(Typed.single(Typed.issuance(Typed.hash(third), 0), c.nonce, deadline));
        vm.expectRevert(abi.encodeWithSelector(ILedger.SignatureInvalid.selector, address(maker), digest));
        ledger.issue(third, _one(c), _none());
        ledger.issue(third, _one(_issuanceBy(third, _newTwo(), deadline)), _none());
        _eq(token.ownerOf(uint256(Typed.idOf(third.header))), address(maker), "signed anew");
    }

    /// @dev Keys that are still signers, and enough of them, go on vouching for what they signed.
    function test_a_consent_of_keys_that_stay_is_recorded_after_the_recovery() public {
        Receivable memory third = _between(3);
        Consent memory c = _issuanceBy(third, _oldTwo(), clock + 30 days);
        (next[0], next[1]) = (makerKeys[0], makerKeys[1]);
        _recover(maker);
        ledger.issue(third, _one(c), _none());
        _eq(token.ownerOf(uint256(Typed.idOf(third.header))), address(maker), "recorded");
    }

    function test_a_consent_of_keys_that_stay_is_void_where_more_are_needed_now() public {
        Receivable memory third = _between(3);
        uint256 deadline = clock + 30 days;
        Consent memory c = _issuanceBy(third, _oldTwo(), deadline);
        _execute(
            maker,
            _call(address(maker), abi.encodeCall(IOrganisation.setSigners, (_members(makerKeys), 3))),
            _oldTwo()
        );
        bytes32 digest = _digest(Typed.single(Typed.issuance(Typed.hash(third), 0), c.nonce, deadline));
        vm.expectRevert(abi.encodeWithSelector(ILedger.SignatureInvalid.selector, address(maker), digest));
        ledger.issue(third, _one(c), _none());
    }

    function test_what_lost_keys_accepted_and_somebody_recorded_stands() public {
        _recover(org);
        _true(_state(first).status == Status.Accepted && _state(second).status == Status.Accepted, "accepted");
    }

    // ------------------------------------------------------------------------------------------------------- guardians

    function test_the_guardian_may_be_an_organisation_itself() public {
        IAccount parent = org;
        bytes[] memory guard = _only(abi.encodePacked(address(parent)));
        IAccount daughter = _deployed(_members(makerKeys), 2, guard, 1, DELAY);
        bytes32 digest = _proposalDigest(address(daughter), _members(next), 2, 1, clock);
        bytes32 personal = keccak256(abi.encode(keccak256("PersonalSign(bytes prefixed)"), digest));
        bytes[] memory signatures = _only(_multi(_two(), _inDomain(_domain(address(parent)), personal)));
        daughter.proposeRecovery(_members(next), 2, clock, guard, signatures);
        _warp(clock + DELAY);
        daughter.finishRecovery(_members(next), 2);
        _true(daughter.isSigner(_memberOf(next[0])), "recovered");
    }

    // --------------------------------------------------------------------------------------------------------- helpers

    function _between(uint256 number) private view returns (Receivable memory r) {
        r = _make(number);
        (r.header.supplier, r.header.buyer) = (address(maker), address(org));
    }

    /// @dev Issued, accepted and paid in part by batches; an agent gets a mandate.
    function _dealByCalls() private {
        _execute(maker, _call(address(ledger), abi.encodeCall(ledger.issue, (first, _none(), _none()))), _oldTwo());
        bytes memory acceptance = abi.encodeCall(ledger.accept, (_openHeader(first), _unopened(), _none()));
        _act(address(ledger), acceptance);
        bytes memory payment = abi.encodeCall(ledger.pay, (firstId, _openTerms(first), 100_000, _none()));
        _act(address(ledger), payment);
        Mandate memory mandate = _mandate(1 << uint8(Verb.Credit), UNCAPPED, address(0));
        bytes memory giving = abi.encodeCall(directory.giveMandate, (agent.addr, mandate));
        _execute(maker, _call(address(directory), giving), _oldTwo());
    }

    /// @dev Issued and accepted by signatures that a stranger carries.
    function _dealBySignatures() private {
        uint256 deadline = clock + 1 days;
        Content memory content = _acceptanceContent(Typed.hash(second), 8, deadline);
        Consent memory accepting = _consentOf(org, content, _two(), 8, deadline);
        Consent memory issuing = _issuanceBy(second, _oldTwo(), deadline);
        vm.prank(stranger.addr);
        ledger.issue(second, _one(issuing), _one(accepting));
        _true(_state(second).status == Status.Accepted, "issued and accepted");
    }

    function _issuanceBy(
        Receivable memory r,
        uint256[] memory by,
        uint256 deadline
    ) private view returns (Consent memory) {
        bytes32 structHash = Typed.single(Typed.issuance(Typed.hash(r), 0), 4, deadline);
        string memory types = string.concat(Typed.HEADER, Typed.ISSUANCE, Typed.RECEIVABLE, Typed.TERMS);
        return _consentOf(maker, _content(structHash, "Issuance", types), by, 4, deadline);
    }

    function _recover(IAccount account) private {
        _propose(account, _members(next), 2, _pair(watchers[0], watchers[1]));
        _warp(clock + DELAY);
        vm.prank(stranger.addr);
        account.finishRecovery(_members(next), 2);
    }

    function _oldTwo() private view returns (uint256[] memory) {
        return _pair(makerKeys[0], makerKeys[1]);
    }

    function _newTwo() private view returns (uint256[] memory) {
        return _pair(next[0], next[1]);
    }

    function _creditCall(Receivable memory r, uint256 amount) private view returns (bytes memory) {
        return abi.encodeCall(ledger.credit, (Typed.idOf(r.header), _openTerms(r), amount, REASON, _none()));
    }

    function _payCall(Receivable memory r) private view returns (bytes memory) {
        return abi.encodeCall(ledger.pay, (Typed.idOf(r.header), _openTerms(r), MAX, _none()));
    }

    /// @dev Who holds what, and how each receivable stands.
    function _picture() private view returns (bytes32) {
        return
            keccak256(
                abi.encode(
                    [token.ownerOf(uint256(firstId)), token.ownerOf(uint256(secondId))],
                    [coin.balanceOf(address(maker)), coin.balanceOf(address(org))],
                    token.balanceOf(address(maker)),
                    _state(first),
                    _state(second)
                )
            );
    }
}
