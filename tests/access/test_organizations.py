"""Which organization is meant, and which cost it goes by."""

from datetime import UTC, datetime
from uuid import UUID

import pytest

from stackspend.access.organizations import CostBasis, Organization, choose_organization, read_cost_basis
from stackspend.errors import InvalidInput, NotFound, StackSpendError


def named(name: str, number: int) -> Organization:
    created = datetime(2026, 11, number, tzinfo=UTC)
    return Organization(id=UUID(int=number), name=name, created_at=created, cost_basis=CostBasis.REPORTED)


ACME, RIVAL, SECOND_ACME = named("Acme", 1), named("Rival", 2), named("Acme", 3)


def test_without_a_name_the_only_organization_is_meant() -> None:
    assert choose_organization([ACME], None) == ACME


def test_of_several_with_one_name_the_oldest_is_meant() -> None:
    assert choose_organization([ACME, RIVAL, SECOND_ACME], "Acme") == ACME


@pytest.mark.parametrize(
    ("organizations", "name", "error", "why"),
    [
        pytest.param([], None, NotFound, "create one with: stackspend init", id="none at all"),
        pytest.param([ACME], "Rival", NotFound, "no organization 'Rival'; there are: Acme.", id="none of the name"),
        pytest.param([ACME, RIVAL], None, InvalidInput, "--organization; there are: Acme, Rival.", id="no name"),
    ],
)
def test_an_organization_that_cannot_be_told_is_refused(
    organizations: list[Organization], name: str | None, error: type[StackSpendError], why: str
) -> None:
    with pytest.raises(error, match=why):
        choose_organization(organizations, name)


def test_a_cost_basis_is_one_of_two() -> None:
    assert read_cost_basis("list") is CostBasis.LIST
    with pytest.raises(InvalidInput, match="no cost basis 'billed'; choose among reported, list"):
        read_cost_basis("billed")
