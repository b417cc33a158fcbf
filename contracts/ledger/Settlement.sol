// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";
import {SafeERC20} from "@openzeppelin/contracts/token/ERC20/utils/SafeERC20.sol";
import {ReentrancyGuardTransient} from "@openzeppelin/contracts/utils/ReentrancyGuardTransient.sol";
import {IPaymentListener} from "../interfaces/IPaymentListener.sol";
import {IPermit2} from "../interfaces/IPermit2.sol";
import {IReceivablesCore} from "../interfaces/IReceivablesCore.sol";
import {LedgerStorage} from "./LedgerStorage.sol";
import {Messages} from "../libraries/Messages.sol";
import {Money} from "../libraries/Money.sol";
import {Words} from "../libraries/Words.sol";
import {Allocation, Permit2Consent, Position, Status, Terms, Verb} from "../types/Types.sol";

/// @title What a payment settles, and where its cash goes
/// @notice Effects come first: the receivable is settled before any currency is called.
abstract contract Settlement is LedgerStorage, ReentrancyGuardTransient {
    using SafeERC20 for IERC20;
    using Words for uint256;

    /// @dev Addresses up to here stand for ISO 4217 numeric codes.
    uint160 private constant LAST_ISO_CODE = 999;
    /// @dev What a hook is given. A call hands on at most 63 of 64 parts of what is left, so that beforehand there must
    /// be the reserve.
    uint256 private constant HOOK_GAS = 300_000;
    uint256 private constant HOOK_RESERVE = 310_000;
    /// @dev What a delivery begins with: the reserve once more by 64/63, and the transfer of any usual currency.
    uint256 private constant DELIVERY_GAS = 700_000;
    /// @dev The same address on every chain where it is deployed; elsewhere paying through it reverts.
    IPermit2 private constant PERMIT2 = IPermit2(0x000000000022D473030F116dDEE9F6B43aC78BA3);

    function _settle(
        bytes32 id,
        bytes32 commitment,
        Terms calldata terms,
        uint256 maxCash,
        address payer,
        bool strict
    ) internal returns (uint256 cash, uint256 payee) {
        uint256 word = _open(id, commitment);
        require(word.statusOf() == Status.Accepted, StatusForbids(id, word.statusOf(), Verb.Pay));
        require(uint160(terms.currency) > LAST_ISO_CODE, PaidOffChain(id, terms.currency));
        uint256 token = _token(id);
        payee = Words.payeeOf(word, token);
        if (token & Words.CLOSED != 0) {
            require(!strict, AlreadyClosed(id));
            return (0, payee);
        }
        Position memory p = _position(id, word, token);
        Allocation memory a = Money.allocate(terms, p, Money.localDay(terms, block.timestamp), maxCash);
        require(a.principal | a.charges != 0, NothingPaid(id));
        emit ReceivablePaid(id, payer, token.holderOf(), a.principal, a.discount, a.charges, a.lateDays, a.closed);
        _apply(id, token, p, a);
        return (a.cash, payee);
    }

    /// @dev Whoever cannot receive its cash, or listens and fails, never stops the debtor: the cash is kept for it.
    function _hand(bytes32 id, address currency, address payer, uint256 payee, uint256 cash) internal {
        address holder = payee.holderOf();
        bool handed =
            payee.isTold() ? _deliver(id, currency, payer, holder, cash) : _move(currency, payer, holder, cash);
        if (!handed) _keep(id, currency, payer, holder, cash);
    }

    /// @dev Cash and hook in one call of the ledger to itself, so that neither stands without the other.
    function _deliver(
        bytes32 id,
        address currency,
        address payer,
        address holder,
        uint256 cash
    ) internal returns (bool) {
        uint256 left = gasleft();
        require(left >= DELIVERY_GAS, GasTooLow(left, DELIVERY_GAS));
        try IReceivablesCore(address(this)).deliver(id, currency, payer, holder, cash) {
            return true;
        } catch {
            return false;
        }
    }

    /// @dev Calls the hook of a holder with exactly `HOOK_GAS`, or not at all. No more than a word of its answer is
    /// copied, however long it is.
    function _tell(bytes32 id, address currency, address holder, uint256 cash) private returns (bool told) {
        if (gasleft() < HOOK_RESERVE) return false;
        bytes memory data = abi.encodeCall(IPaymentListener.onReceivablePaid, (id, currency, cash));
        bytes32 expected = IPaymentListener.onReceivablePaid.selector;
        uint256 hookGas = HOOK_GAS;
        assembly ("memory-safe") {
            let done := call(hookGas, holder, 0, add(data, 0x20), mload(data), 0x00, 0x20)
            told := and(done, and(gt(returndatasize(), 0x1f), eq(mload(0x00), expected)))
        }
    }

    /// @dev Keeps what a holder cannot receive, by measured balance, so that it never stops the debtor.
    function _keep(bytes32 id, address currency, address payer, address holder, uint256 cash) internal nonReentrant {
        uint256 before = IERC20(currency).balanceOf(address(this));
        IERC20(currency).safeTransferFrom(payer, address(this), cash);
        _recordKept(id, currency, holder, IERC20(currency).balanceOf(address(this)) - before);
    }

    /// @dev The ledger itself is the payer of what it pulled or kept before.
    function _moveAndTell(
        bytes32 id,
        address currency,
        address payer,
        address holder,
        uint256 cash
    ) internal returns (bool) {
        bool moved =
            payer == address(this)
                ? IERC20(currency).trySafeTransfer(holder, cash)
                : _move(currency, payer, holder, cash);
        return moved && _tell(id, currency, holder, cash);
    }

    function _move(address currency, address payer, address holder, uint256 cash) internal returns (bool) {
        return IERC20(currency).trySafeTransferFrom(payer, holder, cash);
    }

    /// @dev Pulls through Permit2, whose signature names this very payment: straight to a holder that is not told, and
    /// to the ledger what is to be delivered from there or what the holder cannot receive.
    /// @return here Whether it came to the ledger. @return amount What came, by measured balance.
    function _pullWithPermit2(
        bytes32 id,
        address currency,
        uint256 maxCash,
        uint256 payee,
        uint256 cash,
        bytes32 witness,
        Permit2Consent calldata consent
    ) internal nonReentrant returns (bool here, uint256 amount) {
        // Permit2 does not ask whether there is a token.
        require(currency.code.length != 0, PaidOffChain(id, currency));
        IPermit2.PermitTransferFrom memory permitted = IPermit2.PermitTransferFrom(
            IPermit2.TokenPermissions(currency, maxCash),
            consent.nonce,
            consent.deadline
        );
        IPermit2.SignatureTransferDetails memory to = IPermit2.SignatureTransferDetails(payee.holderOf(), cash);
        string memory witnessType = Messages.PERMIT2_WITNESS;
        if (!payee.isTold()) {
            try
                PERMIT2.permitWitnessTransferFrom(permitted, to, consent.payer, witness, witnessType, consent.signature)
            {
                return (false, 0);
            } catch {}
        }
        uint256 before = IERC20(currency).balanceOf(address(this));
        to.to = address(this);
        PERMIT2.permitWitnessTransferFrom(permitted, to, consent.payer, witness, witnessType, consent.signature);
        return (true, IERC20(currency).balanceOf(address(this)) - before);
    }

    function _recordKept(bytes32 id, address currency, address holder, uint256 amount) internal {
        _kept[holder][currency][id] += amount;
        emit CashKept(id, holder, currency, amount);
    }
}
