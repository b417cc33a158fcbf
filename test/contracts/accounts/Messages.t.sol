// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {ILedger} from "../../../contracts/interfaces/ILedger.sol";
import {IOrganisation} from "../../../contracts/accounts/IOrganisation.sol";
import {Consent, Receivable, Status} from "../../../contracts/types/Types.sol";
import {Typed} from "../support/Typed.sol";
import {IAccount, OrganisationWorld} from "./OrganisationWorld.sol";

/// @notice What an organisation signs for others (ERC-1271, nested as in ERC-7739).
contract OrganisationMessagesTest is OrganisationWorld {
    Receivable private r;

    function setUp() public override {
        super.setUp();
        r = _make(1);
        r.header.buyer = address(org);
        _issue(r);
    }

    function test_a_buyer_accepts_by_a_nested_signature() public {
        Consent memory c = _acceptance(org, _two());
        vm.expectEmit(address(ledger));
        emit ILedger.ReceivableAccepted(Typed.idOf(r.header), address(org), Typed.hash(r));
        _carry(c);
        _true(_state(r).status == Status.Accepted, "accepted");
    }

    function test_a_supplier_issues_by_a_nested_signature() public {
        Receivable memory own = _make(2);
        own.header.supplier = address(org);
        bytes32 structHash = Typed.single(Typed.issuance(Typed.hash(own), 0), 5, clock);
        string memory types = string.concat(Typed.HEADER, Typed.ISSUANCE, Typed.RECEIVABLE, Typed.TERMS);
        Consent memory c = _consentOf(org, _content(structHash, "Issuance", types), _two(), 5, clock);
        vm.prank(relayer.addr);
        ledger.issue(own, _one(c), _none());
        _eq(token.ownerOf(uint256(Typed.idOf(own.header))), address(org), "holder");
    }

    function test_one_stolen_key_signs_nothing() public {
        uint256[] memory one = new uint256[](1);
        one[0] = keys[0];
        _refuses(_acceptance(org, one));
        _refuses(_acceptance(org, _pair(keys[0], keys[0])));
        _refuses(_acceptance(org, _pair(keys[0], watchers[0])));
    }

    function test_a_signature_that_is_not_nested_counts_for_nothing() public {
        Consent memory c = _acceptance(org, _two());
        c.signature = _multi(_two(), _digest(_structHash()));
        _refuses(c);
    }

    function test_a_signature_for_one_organisation_is_none_of_another_with_the_same_keys() public {
        IAccount twin = _organisation(keys, watchers);
        Consent memory c = _acceptance(twin, _two());
        _false(_answers(org, c.signature), "the twin's");
        _true(_answers(twin, c.signature), "its own");
        c.signer = address(org);
        _refuses(c);
    }

    function test_a_signature_for_one_ledger_is_none_for_another() public {
        Content memory content = _acceptanceContent(Typed.hash(r), 3, clock);
        content.separator = Typed.domain(stranger.addr, chain);
        _refuses(_consentOf(org, content, _two(), 3, clock));
    }

    function test_a_signature_for_one_chain_is_none_on_another() public {
        Consent memory c = _acceptance(org, _two());
        _moveToChain(chain + 1);
        _false(_answers(org, c.signature), "elsewhere");
        _refuses(c);
    }

    function test_a_batch_is_no_message_and_a_message_no_batch() public {
        bytes32 digest = _executionDigest(address(org), _self(""), 1, clock, 1);
        bytes memory signature = _multi(_two(), digest);
        _eq(bytes32(org.isValidSignature(digest, signature)), bytes32(INVALID), "batch");
        bytes32 personal = _inDomain(_domain(address(org)), _personal(digest));
        bytes memory message = _multi(_two(), personal);
        _eq(bytes32(org.isValidSignature(digest, message)), bytes32(VALID), "message");
        vm.expectRevert(abi.encodeWithSelector(IOrganisation.SignatureInvalid.selector, digest));
        org.execute(_self(""), 1, clock, message);
    }

    function test_a_personal_message_is_nested_too() public {
        bytes32 hash = keccak256("\x19Ethereum Signed Message:\n5hello");
        bytes memory signature = _multi(_two(), _inDomain(_domain(address(org)), _personal(hash)));
        _eq(bytes32(org.isValidSignature(hash, signature)), bytes32(VALID), "nested");
        _eq(bytes32(org.isValidSignature(hash, _multi(_two(), hash))), bytes32(INVALID), "bare");
        IAccount twin = _organisation(keys, watchers);
        _eq(bytes32(twin.isValidSignature(hash, signature)), bytes32(INVALID), "twin");
    }

    function test_an_account_says_that_it_nests() public view {
        bytes32 question = 0x7739773977397739773977397739773977397739773977397739773977397739;
        _eq(bytes32(org.isValidSignature(question, "")), bytes32(bytes4(0x77390001)), "ERC-7739");
    }

    /// hardhat-config: fuzz.runs = 2000
    function test_noise_is_no_signature(bytes32 hash, bytes memory noise) public view {
        (bool ok, bytes memory answer) = address(org).staticcall(
            abi.encodeCall(IAccount.isValidSignature, (hash, noise))
        );
        _true(!ok || keccak256(answer) != keccak256(abi.encode(VALID)), "not valid");
    }

    function test_an_organisation_may_be_a_signer_of_another() public {
        bytes[] memory members = _members(_keys("daughter"));
        members[0] = abi.encodePacked(address(org));
        IAccount daughter = _deployed(members, 1, new bytes[](0), 0, DELAY);
        bytes32 digest = _executionDigest(address(daughter), _self(""), 1, clock, 1);
        bytes[] memory signatures = _only(_multi(_two(), _inDomain(_domain(address(org)), _personal(digest))));
        accountVm.deal(address(daughter), 0);
        vm.expectEmit(address(daughter));
        emit IOrganisation.CallsExecuted(1, address(this), digest);
        daughter.execute(_self(""), 1, clock, abi.encode(_only(members[0]), signatures));
    }

    // --------------------------------------------------------------------------------------------------------- helpers

    function _personal(bytes32 hash) private pure returns (bytes32) {
        return keccak256(abi.encode(keccak256("PersonalSign(bytes prefixed)"), hash));
    }

    function _structHash() private view returns (bytes32) {
        return Typed.single(Typed.acceptance(Typed.hash(r)), 3, clock + 1 days);
    }

    function _acceptance(IAccount account, uint256[] memory by) private view returns (Consent memory) {
        Content memory content = _acceptanceContent(Typed.hash(r), 3, clock + 1 days);
        return _consentOf(account, content, by, 3, clock + 1 days);
    }

    function _answers(IAccount account, bytes memory signature) private view returns (bool) {
        return account.isValidSignature(_digest(_structHash()), signature) == VALID;
    }

    function _carry(Consent memory c) private {
        vm.prank(relayer.addr);
        ledger.accept(_openHeader(r), _unopened(), _one(c));
    }

    function _refuses(Consent memory c) private {
        bytes32 digest = _digest(Typed.single(Typed.acceptance(Typed.hash(r)), c.nonce, c.deadline));
        vm.expectRevert(abi.encodeWithSelector(ILedger.SignatureInvalid.selector, address(org), digest));
        _carry(c);
    }
}
