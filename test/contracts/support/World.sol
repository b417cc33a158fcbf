// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {DemoCurrency} from "../../../contracts/demo/DemoCurrency.sol";
import {IDirectory, Mandate} from "../../../contracts/interfaces/IDirectory.sol";
import {ILens, ReceivableView} from "../../../contracts/interfaces/ILens.sol";
import {IReceivables} from "../../../contracts/interfaces/IReceivables.sol";
import {
    Consent,
    Header,
    OpenHeader,
    OpenTerms,
    Quote,
    Receivable,
    Terms,
    Verb
} from "../../../contracts/types/Types.sol";
import {Base} from "./Base.sol";
import {Typed} from "./Typed.sol";

/// @dev The ERC-721 side of the ledger, which the interfaces leave to the standard.
interface IToken {
    error TokenDoesNotExist();
    error NotOwnerNorApproved();
    error TransferFromIncorrectOwner();
    error TransferToZeroAddress();
    error TransferToNonERC721ReceiverImplementer();

    event Transfer(address indexed from, address indexed to, uint256 indexed id);
    event Approval(address indexed owner, address indexed account, uint256 indexed id);

    function ownerOf(uint256 id) external view returns (address);
    function balanceOf(address owner) external view returns (uint256);
    function getApproved(uint256 id) external view returns (address);
    function approve(address account, uint256 id) external payable;
    function setApprovalForAll(address operator, bool approved) external;
    function transferFrom(address from, address to, uint256 id) external payable;
    function safeTransferFrom(address from, address to, uint256 id) external payable;
    function safeTransferFrom(address from, address to, uint256 id, bytes calldata data) external payable;
    function name() external view returns (string memory);
    function symbol() external view returns (string memory);
    function tokenURI(uint256 id) external view returns (string memory);
    function supportsInterface(bytes4 id) external view returns (bool);
}

/// @notice A ledger with a cast of organisations, and short ways to bring a receivable where a test begins.
abstract contract World is Base {
    struct Party {
        address addr;
        uint256 key;
    }

    /// @dev 2026-01-15 10:00 UTC, which is the same day at UTC+1.
    uint256 internal constant TODAY = 20_468;
    uint256 internal constant START = TODAY * 1 days + 10 hours;
    uint96 internal constant AMOUNT = 1_000_000;
    uint96 internal constant UNCAPPED = type(uint96).max;
    uint256 internal constant ALL_VERBS = (1 << 31) - 1;
    bytes32 internal constant REASON = keccak256("credit note 7");
    bytes32 internal constant EVIDENCE = keccak256("photograph");
    uint256 internal constant MAX = type(uint256).max;

    IDirectory internal directory;
    IReceivables internal ledger;
    IToken internal token;
    ILens internal lens;
    DemoCurrency internal coin;

    /// @dev Like the clock: the compiler takes the chain for constant.
    uint256 internal chain = 31_337;

    Party internal supplier;
    Party internal buyer;
    Party internal factor;
    Party internal agent;
    Party internal relayer;
    Party internal stranger;

    function setUp() public virtual {
        _warp(START);
        directory = IDirectory(_deploy("Directory", ""));
        ledger = IReceivables(_deployLedger(address(directory)));
        token = IToken(address(ledger));
        lens = ILens(_deploy("Lens", abi.encode(ledger)));
        coin = DemoCurrency(_deploy("DemoCurrency", abi.encode("Demo", "DEM", uint8(2))));
        (supplier, buyer, factor) = (_party("supplier"), _party("buyer"), _party("factor"));
        (agent, relayer, stranger) = (_party("agent"), _party("relayer"), _party("stranger"));
        _fund(buyer.addr);
    }

    // ----------------------------------------------------------------------------------------------------- parties

    function _party(string memory name) internal pure returns (Party memory p) {
        p.key = _keyOf(name);
        p.addr = vm.addr(p.key);
    }

    function _fund(address payer) internal {
        coin.mint(payer, 1e15);
        vm.prank(payer);
        coin.approve(address(ledger), MAX);
    }

    function _mandate(uint256 verbs, uint96 cap, address currency) internal view returns (Mandate memory m) {
        m.verbs = uint32(verbs);
        (m.from, m.until) = (uint40(clock), uint40(clock + 365 days));
        (m.cap, m.currency, m.document) = (cap, currency, keccak256("power of attorney"));
    }

    function _giveMandate(address party, address to, Verb verb) internal {
        vm.prank(party);
        directory.giveMandate(to, _mandate(1 << uint8(verb), UNCAPPED, address(0)));
    }

    // ------------------------------------------------------------------------------------------------- receivables

    /// @dev 10,000.00 due in 30 days; 2 % in 10 days, 1 % in 20; 10.15 % a year and 40.00 when late.
    function _terms() internal view returns (Terms memory t) {
        (t.currency, t.amount, t.dueDay, t.utcOffset) = (address(coin), AMOUNT, uint32(TODAY + 30), 60);
        (t.discountDay1, t.discount1) = (uint32(TODAY + 10), 20_000);
        (t.discountDay2, t.discount2) = (uint32(TODAY + 20), 10_000);
        (t.lateRate, t.basis, t.fixedSum) = (101_500, 365, 4_000);
        t.salt = keccak256("salt");
    }

    /// @dev Due in 30 days, nothing else agreed.
    function _plainTerms() internal view returns (Terms memory t) {
        (t.currency, t.amount, t.dueDay, t.basis) = (address(coin), AMOUNT, uint32(TODAY + 30), 365);
        (t.utcOffset, t.salt) = (60, keccak256("salt"));
    }

    function _make(uint256 number, Terms memory t) internal view returns (Receivable memory r) {
        r.header = Header(supplier.addr, buyer.addr, keccak256(abi.encode("invoice", number)), 0, 0, 0);
        (r.terms, r.document) = (t, keccak256(abi.encode("document", number)));
    }

    function _make(uint256 number) internal view returns (Receivable memory) {
        return _make(number, _terms());
    }

    function _openHeader(Receivable memory r) internal pure returns (OpenHeader memory) {
        return OpenHeader(r.header, Typed.hash(r.terms), r.document);
    }

    function _openTerms(Receivable memory r) internal pure returns (OpenTerms memory) {
        return OpenTerms(Typed.hash(r.header), r.terms, r.document);
    }

    function _issue(Receivable memory r) internal returns (bytes32) {
        vm.prank(r.header.supplier);
        return ledger.issue(r, _none(), _none());
    }

    /// @dev With terms that `issue` would not take.
    function _issueSealed(Receivable memory r) internal returns (bytes32) {
        vm.prank(r.header.supplier);
        return ledger.issueSealed(_openHeader(r), "", _none(), _none());
    }

    function _accept(Receivable memory r) internal {
        vm.prank(r.header.buyer);
        ledger.accept(_openHeader(r), _unopened(), _none());
    }

    function _accepted(Receivable memory r) internal returns (bytes32 id) {
        id = _issue(r);
        _accept(r);
    }

    function _acceptedSealed(Receivable memory r) internal returns (bytes32 id) {
        id = _issueSealed(r);
        _accept(r);
    }

    function _pay(Receivable memory r, address payer, uint256 maxCash) internal returns (uint256) {
        bytes32 id = Typed.idOf(r.header);
        OpenTerms memory opened = _openTerms(r);
        vm.prank(payer);
        return ledger.pay(id, opened, maxCash, _none());
    }

    /// @dev One call only, so that what is expected of the next call is expected of this.
    function _creditAs(address sender, Receivable memory r, uint256 amount) internal {
        vm.prank(sender);
        ledger.credit(Typed.idOf(r.header), _openTerms(r), amount, REASON, _none());
    }

    function _credit(Receivable memory r, uint256 amount) internal {
        _creditAs(token.ownerOf(uint256(Typed.idOf(r.header))), r, amount);
    }

    function _transfer(bytes32 id, address to) internal {
        address holder = token.ownerOf(uint256(id));
        vm.prank(holder);
        token.transferFrom(holder, to, uint256(id));
    }

    function _state(Receivable memory r) internal view returns (ReceivableView memory) {
        return lens.stateOf(Typed.idOf(r.header));
    }

    function _quote(Receivable memory r) internal view returns (Quote memory) {
        return lens.quote(Typed.idOf(r.header), _openTerms(r), clock);
    }

    // ---------------------------------------------------------------------------------------------------- consents

    function _none() internal pure returns (Consent[] memory) {
        return new Consent[](0);
    }

    /// @dev Who accepts need not open the terms.
    function _unopened() internal pure returns (Terms[] memory) {
        return new Terms[](0);
    }

    function _one(Consent memory c) internal pure returns (Consent[] memory all) {
        all = new Consent[](1);
        all[0] = c;
    }

    function _moveToChain(uint256 id) internal {
        chain = id;
        vm.chainId(id);
    }

    function _digest(bytes32 structHash) internal view returns (bytes32) {
        return Typed.digest(address(ledger), chain, structHash);
    }

    /// @dev A single message, signed by a key in the name of `signer`.
    function _signed(
        address signer,
        uint256 key,
        bytes memory message,
        uint256 nonce,
        uint256 deadline
    ) internal view returns (Consent memory c) {
        (c.signer, c.nonce, c.deadline) = (signer, nonce, deadline);
        c.signature = _sign(key, _digest(Typed.single(message, nonce, deadline)));
    }

    function _signed(Party memory p, bytes memory message, uint256 nonce) internal view returns (Consent[] memory) {
        return _one(_signed(p.addr, p.key, message, nonce, clock + 1 days));
    }
}
