"""Who is signed in."""

from stackspend import __version__
from stackspend.access.members import Member
from tests.web.app.conftest import Client


async def test_me_is_the_member_the_organization_and_the_version(signed_in: Client, alice: Member) -> None:
    answer = await signed_in.get("/api/v1/app/me")
    assert answer.json()["data"] == {
        "member": {"id": str(alice.id), "email": "alice@acme.example", "role": "owner"},
        "name": None,
        "has_password": False,
        "organizations": [{"id": str(alice.organization_id), "name": "Acme", "role": "owner"}],
        "organization": {
            "id": str(alice.organization_id),
            "name": "Acme",
            "is_sample": False,
            "time_zone": "UTC",
            "fiscal_calendar": {"first_month": 1, "first_day": 1},
            "currency_label": "$",
        },
        "version": __version__,
    }


async def test_every_answer_names_its_request(signed_in: Client) -> None:
    first, second = [await signed_in.get("/api/v1/app/me") for _ in range(2)]
    assert first.json()["meta"]["request_id"] == first.headers["x-request-id"]
    assert first.headers["x-request-id"] != second.headers["x-request-id"]


async def test_no_answer_is_kept_by_a_cache(signed_in: Client) -> None:
    assert (await signed_in.get("/api/v1/app/me")).headers["cache-control"] == "no-store"
