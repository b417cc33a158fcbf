// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

/// @notice A currency that does what most do; those below differ in one thing each. Anyone may mint, block and pause.
contract Currency {
    mapping(address owner => mapping(address spender => uint256)) public allowance;
    mapping(address account => bool) public blocked;
    bool public paused;
    mapping(address account => uint256) internal _balances;

    function mint(address to, uint256 amount) external {
        _balances[to] += amount;
    }

    function setBlocked(address account, bool is_) external {
        blocked[account] = is_;
    }

    function setPaused(bool is_) external {
        paused = is_;
    }

    function approve(address spender, uint256 amount) external returns (bool) {
        allowance[msg.sender][spender] = amount;
        return true;
    }

    function balanceOf(address account) external view virtual returns (uint256) {
        return _balances[account];
    }

    /// @dev Declared without a result; `_answer` decides what is returned.
    function transfer(address to, uint256 amount) external {
        _answer(_transfer(msg.sender, to, amount));
    }

    function transferFrom(address from, address to, uint256 amount) external {
        require(allowance[from][msg.sender] >= amount, "allowance");
        allowance[from][msg.sender] -= amount;
        _answer(_transfer(from, to, amount));
    }

    function _transfer(address from, address to, uint256 amount) internal virtual returns (bool) {
        require(_allowed(from, to), "blocked");
        require(_balances[from] >= amount, "balance");
        _balances[from] -= amount;
        _balances[to] += amount;
        return true;
    }

    function _allowed(address from, address to) internal view returns (bool) {
        return !paused && !blocked[from] && !blocked[to];
    }

    function _answer(bool ok) internal virtual {
        assembly ("memory-safe") {
            mstore(0, ok)
            return(0, 32)
        }
    }
}

/// @notice Returns nothing at all, as USDT does.
contract SilentCurrency is Currency {
    function _answer(bool) internal pure override {
        assembly ("memory-safe") {
            return(0, 0)
        }
    }
}

/// @notice Returns false where others revert.
contract FalseCurrency is Currency {
    function _transfer(address from, address to, uint256 amount) internal override returns (bool) {
        if (!_allowed(from, to) || _balances[from] < amount) return false;
        return super._transfer(from, to, amount);
    }
}

/// @notice Returns true and then a megabyte; fails with a megabyte.
contract VerboseCurrency is Currency {
    function _transfer(address from, address to, uint256 amount) internal override returns (bool) {
        if (!_allowed(from, to)) {
            assembly ("memory-safe") {
                revert(0, 1000000)
            }
        }
        return super._transfer(from, to, amount);
    }

    function _answer(bool) internal pure override {
        assembly ("memory-safe") {
            let m := mload(0x40)
            mstore(m, 1)
            return(m, 1000000)
        }
    }
}

/// @notice Reverts when nothing is moved.
contract NeverZeroCurrency is Currency {
    function _transfer(address from, address to, uint256 amount) internal override returns (bool) {
        require(amount != 0, "zero");
        return super._transfer(from, to, amount);
    }
}

/// @notice Moves no more than a limit at once.
contract LimitedCurrency is Currency {
    uint256 public constant LIMIT = 1_000_000;

    function _transfer(address from, address to, uint256 amount) internal override returns (bool) {
        require(amount <= LIMIT, "limit");
        return super._transfer(from, to, amount);
    }
}

/// @notice Burns all gas when it is asked to move to a blocked account.
contract GreedyCurrency is Currency {
    function _transfer(address from, address to, uint256 amount) internal override returns (bool) {
        if (!_allowed(from, to)) {
            assembly ("memory-safe") {
                invalid()
            }
        }
        return super._transfer(from, to, amount);
    }
}

/// @notice Takes so much gas to move.
contract HeavyCurrency is Currency {
    uint256 private immutable _weight;

    constructor(uint256 weight) {
        _weight = weight;
    }

    function _transfer(address from, address to, uint256 amount) internal override returns (bool) {
        uint256 before = gasleft();
        super._transfer(from, to, amount);
        while (before - gasleft() < _weight) {}
        return true;
    }
}

/// @notice Keeps one percent of everything that moves; `onTop` takes it from the sender beside the amount.
contract FeeCurrency is Currency {
    bool public immutable onTop;

    constructor(bool onTop_) {
        onTop = onTop_;
    }

    function _transfer(address from, address to, uint256 amount) internal override returns (bool) {
        super._transfer(from, to, amount);
        uint256 fee = amount / 100;
        if (onTop) _balances[from] -= fee;
        else _balances[to] -= fee;
        return true;
    }
}

/// @notice Changes all balances at once.
contract RebasingCurrency is Currency {
    uint256 public percent = 100;

    function rebase(uint256 percent_) external {
        percent = percent_;
    }

    function balanceOf(address account) external view override returns (uint256) {
        return (_balances[account] * percent) / 100;
    }

    function _transfer(address from, address to, uint256 amount) internal override returns (bool) {
        return super._transfer(from, to, (amount * 100) / percent);
    }
}

/// @notice Tells any balance that it is told to tell.
contract LyingCurrency is Currency {
    uint256 public calls;
    uint256[2] public lies;

    function lie(uint256 before, uint256 after_) external {
        lies = [before, after_];
    }

    function balanceOf(address account) external view override returns (uint256) {
        if (lies[0] == 0 && lies[1] == 0) return _balances[account];
        return calls == 0 ? lies[0] : lies[1];
    }

    function _transfer(address from, address to, uint256 amount) internal override returns (bool) {
        super._transfer(from, to, amount);
        calls += 1;
        return true;
    }
}

/// @notice Says that it moved nothing to a blocked account, and did.
contract DenyingCurrency is Currency {
    function _transfer(address from, address to, uint256 amount) internal override returns (bool) {
        _balances[from] -= amount;
        _balances[to] += amount;
        return !blocked[to];
    }
}

/// @notice Asks the sender before it moves and tells the receiver after, as ERC-777 does.
contract HookedCurrency is Currency {
    mapping(address account => bool) public hooked;

    function setHooked(address account) external {
        hooked[account] = true;
    }

    function _transfer(address from, address to, uint256 amount) internal override returns (bool) {
        if (hooked[from]) IHooks(from).tokensToSend(to, amount);
        super._transfer(from, to, amount);
        if (hooked[to]) IHooks(to).tokensReceived(from, amount);
        return true;
    }
}

interface IHooks {
    function tokensToSend(address to, uint256 amount) external;
    function tokensReceived(address from, uint256 amount) external;
}

/// @notice A second address for the same balances.
contract SecondEntrance {
    Currency public immutable currency;
    mapping(address owner => mapping(address spender => uint256)) public allowance;

    constructor(Currency currency_) {
        currency = currency_;
    }

    function balanceOf(address account) external view returns (uint256) {
        return currency.balanceOf(account);
    }

    function approve(address spender, uint256 amount) external returns (bool) {
        allowance[msg.sender][spender] = amount;
        return true;
    }

    /// @dev The owner allows this contract to spend of the other one too.
    function transferFrom(address from, address to, uint256 amount) external returns (bool) {
        allowance[from][msg.sender] -= amount;
        currency.transferFrom(from, to, amount);
        return true;
    }
}

/// @notice As little of an ERC-721 as is needed to mistake it for a currency.
contract Collectible {
    mapping(uint256 id => address) public ownerOf;
    mapping(address owner => uint256) public balanceOf;
    mapping(address owner => mapping(address operator => bool)) public isApprovedForAll;
    mapping(address account => bool) public blocked;

    function setBlocked(address account) external {
        blocked[account] = true;
    }

    function mint(address to, uint256 id) external {
        (ownerOf[id], balanceOf[to]) = (to, balanceOf[to] + 1);
    }

    function setApprovalForAll(address operator, bool approved) external {
        isApprovedForAll[msg.sender][operator] = approved;
    }

    function transferFrom(address from, address to, uint256 id) external {
        require(ownerOf[id] == from && isApprovedForAll[from][msg.sender] && !blocked[to], "not allowed");
        ownerOf[id] = to;
        balanceOf[from] -= 1;
        balanceOf[to] += 1;
    }
}
