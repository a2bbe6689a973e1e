"""Mapping rules as people state them."""

from uuid import UUID

import msgspec
import pytest

from stackspend.errors import InvalidInput
from stackspend.ledger.mapping import MappingKind, MappingRule
from stackspend.ledger.mapping_rules import MOST_RULES, StatedRule, read_rule, read_rules, refuse_too_many

KEY = UUID("0192f3a4-0000-7000-8000-00000000000a")


def stated(kind: str, pattern: str, **fields: str) -> StatedRule:
    return msgspec.convert({"kind": kind, "pattern": pattern, "team": "Platform"} | fields, StatedRule)


@pytest.mark.parametrize(
    ("kind", "pattern", "folded"),
    [
        pytest.param("email", " Alice@Acme.Example ", "alice@acme.example", id="an e-mail loses case and space"),
        pytest.param("Email", "STRASSE@ACME.example", "strasse@acme.example", id="so does the kind"),
        pytest.param("email", "straße@acme.example", "strasse@acme.example", id="an e-mail folds as in the ledger"),
        pytest.param("domain", "Acme.Example", "acme.example", id="a domain"),
        pytest.param("domain", "@acme.example", "acme.example", id="a domain with the @ before it"),
        pytest.param("domain", "bücher.example", "bücher.example", id="a domain in the letters of its language"),
        pytest.param("tag", "Cost_Center = 47=11", "cost_center=47=11", id="a tag is cut at the first equals sign"),
        pytest.param("key", str(KEY).upper(), str(KEY), id="the id of a key"),
        pytest.param("email", "=1+2@acme.example", "=1+2@acme.example", id="what a spreadsheet takes for a formula"),
    ],
)
def test_a_pattern_is_folded_as_telemetry_is(kind: str, pattern: str, folded: str) -> None:
    rule = read_rule(stated(kind, pattern), keys={KEY})
    assert rule == MappingRule(MappingKind(kind.lower()), folded, team="Platform")


@pytest.mark.parametrize(
    ("rule", "why"),
    [
        pytest.param(stated("user", "x"), "no kind of rule 'user'; choose among email, key, tag, domain", id="kind"),
        pytest.param(stated("email", "alice"), "'alice' is not an e-mail address", id="no @"),
        pytest.param(stated("email", "a@b@c.example"), "is not an e-mail address", id="two @"),
        pytest.param(stated("email", "@acme.example"), "is not an e-mail address", id="a domain as an e-mail"),
        pytest.param(stated("domain", "acme"), "'acme' is not a domain", id="one word"),
        pytest.param(stated("domain", "*.acme.example"), "is not a domain", id="a wildcard"),
        pytest.param(stated("domain", "alice@acme.example"), "is not a domain", id="an e-mail as a domain"),
        pytest.param(stated("tag", "checkout"), "'checkout' is not a tag with its value", id="no value"),
        pytest.param(stated("tag", "=checkout"), "is not a tag with its value", id="no name"),
        pytest.param(stated("tag", "a=" + "b" * 300), "at most 300 characters", id="too long"),
        pytest.param(stated("tag", "a=b\nc"), "one line of plain text", id="two lines"),
        pytest.param(stated("email", "a@acme.example", team="x" * 101), "team has 101 characters", id="long team"),
        pytest.param(stated("email", "a@acme.example", project="a\u202eb"), "cannot be seen", id="a direction mark"),
        pytest.param(stated("email", "a@acme.example", team=" "), "maps to nothing; name a team", id="no field"),
        pytest.param(stated("key", str(UUID(int=1))), "There is no API key with the id", id="somebody else's key"),
    ],
)
def test_a_rule_that_cannot_be_meant_is_refused(rule: StatedRule, why: str) -> None:
    with pytest.raises(InvalidInput) as refusal:
        read_rule(rule, keys={KEY})
    assert why in refusal.value.message


def test_a_secret_that_was_written_for_a_keys_id_is_not_repeated() -> None:
    with pytest.raises(InvalidInput, match="goes by the key's id, a UUID") as refusal:
        read_rule(stated("key", "ss_live_secret"), keys={KEY})
    assert "secret" not in refusal.value.message


def test_fields_lose_the_space_around_them_and_empty_ones_are_left_to_other_rules() -> None:
    rule = read_rule(stated("domain", "acme.example", team=" ", cost_centre=" 4711 "), keys=())
    assert (rule.team, rule.cost_centre, rule.project) == (None, "4711", None)


def test_two_rules_for_the_same_thing_are_refused_even_when_they_agree() -> None:
    twice = [("Line 2", stated("email", "a@acme.example")), ("Line 7", stated("email", "A@acme.example"))]
    with pytest.raises(InvalidInput) as refusal:
        read_rules(twice, keys=())
    assert refusal.value.message == (
        "Line 7: Line 2 has a rule for the email a@acme.example already; keep one of them."
    )


def test_the_first_faults_of_all_are_told_with_their_places() -> None:
    wrong = [(f"Line {line}", stated("domain", f"wrong{line}")) for line in range(2, 10)]
    with pytest.raises(InvalidInput) as refusal:
        read_rules([("Line 1", stated("domain", "acme.example")), *wrong], keys=())
    assert all(f"Line {line}: 'wrong{line}' is not a domain" in refusal.value.message for line in range(2, 7))
    assert refusal.value.message.endswith("Faults beyond these: 3.")


def test_an_organization_has_a_bounded_number_of_rules() -> None:
    refuse_too_many(MOST_RULES)
    with pytest.raises(InvalidInput, match="at most 10,000 mapping rules; these would be 10,001"):
        refuse_too_many(MOST_RULES + 1)
