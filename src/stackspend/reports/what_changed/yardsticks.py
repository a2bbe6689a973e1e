"""What usage cost in the earlier period: changes are valued by it.

Clients state one amount for all tokens of a request. How much dearer one kind of token is than another is therefore
taken from the price list, and how dear they were together from what was booked.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from decimal import Decimal
from enum import StrEnum

import msgspec

from stackspend.reports.what_changed.slices import Compared, Kind, Use, together
from stackspend.reports.what_changed.units import cost, usd


class Unsplit(StrEnum):
    """Why a change is not taken apart."""

    UNPRICED = "unpriced"
    NO_TOKENS = "no_tokens"
    NO_LIST_PRICE = "no_list_price"


class TokenPrices(msgspec.Struct, frozen=True):
    """USD for one token of each kind."""

    input: Decimal
    output: Decimal
    cache_read: Decimal
    cache_creation: Decimal

    def of_input(self, use: Use) -> Decimal:
        """What all tokens that were read come to."""
        return use.input * self.input + use.cache_read * self.cache_read + use.cache_creation * self.cache_creation


class TokenCosts(msgspec.Struct, frozen=True):
    """What a token cost before, as `units.cost` has it: of each kind, and any that was read, cached or not."""

    input: int
    output: int
    cache_read: int
    cache_creation: int
    any_input: int


class Yardstick(msgspec.Struct, frozen=True):
    """What a request cost before, as `units.cost` has it: on average, with its model and program, and with its effort
    and speed too; None where one of the periods has none of them. `tokens` is what its tokens cost, or why nobody can
    tell."""

    average: int | None
    of_program: int | None
    of_kind: int | None
    tokens: TokenCosts | Unsplit


ListPrices = Callable[[Kind, Sequence[Use]], TokenPrices | None]
"""The list prices of a kind, at least of the tokens that it used; None if nobody knows them."""


def yardsticks(kinds: Mapping[Kind, Sequence[Compared]], list_prices: ListPrices) -> dict[Kind, Yardstick | None]:
    """The yardstick of each kind; None if nobody knows what the kind cost in one of the periods."""
    used = {
        kind: (together([one.old for one in slices]), together([one.new for one in slices]))
        for kind, slices in kinds.items()
    }
    known = {kind: both for kind, both in used.items() if not any(use.is_hidden for use in both)}
    programs: dict[tuple[str | None, str | None], list[tuple[Use, Use]]] = defaultdict(list)
    for kind, both in known.items():
        programs[kind.program].append(both)
    average = _per_request(known.values())
    of_program = {program: _per_request(uses) for program, uses in programs.items()}
    found: dict[Kind, Yardstick | None] = dict.fromkeys(used)
    for kind, (old, new) in known.items():
        tokens = _token_costs(kind, old, new, list_prices)
        found[kind] = Yardstick(average, of_program[kind.program], _per_request([(old, new)]), tokens)
    return found


def _per_request(uses: Iterable[tuple[Use, Use]]) -> int | None:
    uses = list(uses)
    requests, later = (sum(both[period].requests for both in uses) for period in (0, 1))
    return cost(usd(sum(old.amount for old, _ in uses)) / requests) if requests and later else None


def _token_costs(kind: Kind, old: Use, new: Use, list_prices: ListPrices) -> TokenCosts | Unsplit:
    if not (old.is_priced and new.is_priced):
        return Unsplit.UNPRICED
    if not (old.tells_tokens and new.tells_tokens):
        return Unsplit.NO_TOKENS
    listed = list_prices(kind, (old, new))
    if listed is None:
        return Unsplit.NO_LIST_PRICE
    at_list = listed.of_input(old) + old.output * listed.output
    if not at_list:
        return Unsplit.NO_TOKENS
    level = usd(old.amount) / at_list
    # Where nothing was read before, nothing can have been read in another way.
    read = old if old.any_input else new
    return TokenCosts(
        input=cost(listed.input * level),
        output=cost(listed.output * level),
        cache_read=cost(listed.cache_read * level),
        cache_creation=cost(listed.cache_creation * level),
        any_input=cost(listed.of_input(read) * level / read.any_input) if read.any_input else 0,
    )
