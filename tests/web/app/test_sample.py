"""The sample in the app API: made, entered, left and removed with one session."""

from collections.abc import Sequence
from datetime import date
from uuid import UUID

import pytest
from litestar.testing import AsyncTestClient

from stackspend.access.members import Member, Role
from stackspend.ledger.raw_batch import RawBatch
from stackspend.pricing import default_price_list
from stackspend.sample.make import Samples
from stackspend.store.catalog import Catalog
from tests.web.app.conftest import Client, member_of, sign_in_as

DAYS = 5  # more than are booked at once, and no whole number of those


class Books:
    """A ledger that counts what it is given."""

    def __init__(self) -> None:
        self.booked: list[RawBatch] = []
        self.forgotten: list[UUID] = []
        self.fails = False

    def book(self, batches: Sequence[RawBatch]) -> None:
        if self.fails:
            raise RuntimeError
        self.booked += batches

    def roll_up(self, organization_id: UUID) -> None:
        assert {batch.organization_id for batch in self.booked} == {organization_id}

    def forget(self, organization_id: UUID) -> None:
        self.forgotten.append(organization_id)


@pytest.fixture
def books(browser: Client, catalog: Catalog) -> Books:
    kept = Books()
    assert isinstance(browser, AsyncTestClient)
    browser.app.state.samples = Samples(catalog, kept, default_price_list(), days=DAYS)
    return kept


async def ask(browser: Client, path: str, method: str = "POST") -> dict[str, object]:
    answer = await browser.request(method, f"/api/v1/app{path}", headers={"Sec-Fetch-Site": "same-origin"})
    assert answer.status_code == 200, answer.text
    data: dict[str, object] = answer.json()["data"]
    return data


async def state(browser: Client) -> str:
    return str((await ask(browser, "/sample", "GET"))["state"])


async def made(browser: Client) -> None:
    """The sample, made to its end."""
    await ask(browser, "/sample")
    while await state(browser) == "making":
        pass


async def organization(browser: Client) -> tuple[str, bool]:
    me = await ask(browser, "/me", "GET")
    found = me["organization"]
    assert isinstance(found, dict)
    return found["name"], found["is_sample"]


async def test_it_is_made_entered_and_left(signed_in: Client, books: Books) -> None:
    assert await state(signed_in) == "absent"

    await made(signed_in)
    assert await state(signed_in) == "ready"
    days = {batch.received_at.date() for batch in books.booked}
    assert days == {date(2026, 11, day) for day in (18, 19, 20, 21)}  # nobody has worked by noon of the last, a Sunday

    await ask(signed_in, "/sample/enter")
    assert await organization(signed_in) == ("Sample data", True)
    assert await state(signed_in) == "ready"

    await ask(signed_in, "/sample/leave")
    assert await organization(signed_in) == ("Acme", False)


async def test_removing_it_brings_everybody_in_it_home(signed_in: Client, books: Books) -> None:
    await made(signed_in)
    await ask(signed_in, "/sample/enter")

    await ask(signed_in, "/sample/remove")

    assert books.forgotten == [books.booked[0].organization_id]
    assert await organization(signed_in) == ("Acme", False)
    assert await state(signed_in) == "absent"


async def test_one_that_broke_off_is_made_anew(signed_in: Client, books: Books) -> None:
    books.fails = True
    await made(signed_in)
    assert await state(signed_in) == "broken"

    books.fails = False
    await made(signed_in)

    assert await state(signed_in) == "ready"
    assert len(books.forgotten) == 1


async def test_there_is_nothing_to_enter_before_it_is_ready(signed_in: Client, books: Books) -> None:
    refused = await signed_in.post("/api/v1/app/sample/enter", headers={"Sec-Fetch-Site": "same-origin"})

    assert (refused.status_code, refused.json()["error"]["code"]) == (404, "NOT_FOUND")


async def test_another_organization_sees_nothing_of_it(
    signed_in: Client, books: Books, catalog: Catalog, charlie: Member
) -> None:
    await made(signed_in)

    rival = await sign_in_as(signed_in, catalog, charlie)

    assert await state(rival) == "absent"


async def test_a_member_looks_around_and_makes_none(
    browser: Client, books: Books, catalog: Catalog, alice: Member
) -> None:
    bob = await member_of(catalog, alice.organization_id, "bob@acme.example", Role.MEMBER)
    await sign_in_as(browser, catalog, bob)

    refused = await browser.post("/api/v1/app/sample", headers={"Sec-Fetch-Site": "same-origin"})

    assert refused.json()["error"]["code"] == "INSUFFICIENT_ROLE"
