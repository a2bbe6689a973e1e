"""One alert for each cause, one message for each level, no storms; and a thousand generated histories of it."""

from collections import Counter
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from random import Random
from uuid import UUID

import msgspec
import pytest

from stackspend.warning.alerts import (
    ESCALATED,
    ESCALATES_AFTER,
    LINGERS,
    RESOLVED,
    SNOOZE_OVER,
    STORM,
    STORM_WINDOW,
    Alert,
    Cause,
    Message,
    State,
    Step,
    acknowledge,
    advance,
    assign,
    close,
    snooze,
)
from stackspend.warning.anomaly import Severity
from stackspend.warning.deeds import with_deeds
from stackspend.warning.scopes import WHOLE

NOON = datetime(2026, 11, 24, 12, tzinfo=UTC)


def cause(key: str = "a", *levels: str, severity: Severity = Severity.MEDIUM) -> Cause:
    return Cause(
        key=key,
        kind="budget",
        severity=severity,
        title=key,
        summary=key,
        scope=WHOLE,
        began=NOON,
        impact=Decimal(1),
        levels=levels or ("50",),
    )


class Life:
    """Alerts as a catalog would keep them, and what was told of them."""

    def __init__(self) -> None:
        self.now = NOON
        self.alerts: dict[str, Alert] = {}
        self.sent: tuple[datetime, ...] = ()
        self.messages: list[tuple[datetime, Message]] = []

    def step(self, *causes: Cause, after: timedelta = timedelta(0)) -> list[list[tuple[str, str]]]:
        """The messages of a step: each a list of key and level."""
        self.now += after
        step = self.look(*causes)
        self.alerts |= {alert.cause.key: alert for alert in step.changed}
        self.sent = step.sent
        self.messages += [(self.now, message) for message in step.messages]
        return [[(alert.cause.key, level) for alert, level in message.told] for message in step.messages]

    def look(self, *causes: Cause) -> Step:
        ids = {one.key: UUID(int=len(self.alerts) + n) for n, one in enumerate(causes)}
        return advance(self.alerts, causes, self.now, sent=self.sent, new_id=ids)

    def told(self) -> Counter[tuple[str, str]]:
        return Counter((alert.cause.key, level) for _, message in self.messages for alert, level in message.told)


MINUTE = timedelta(minutes=1)
LATER = STORM_WINDOW + MINUTE


def test_a_cause_is_told_once_however_long_it_holds() -> None:
    life = Life()

    assert life.step(cause()) == [[("a", "50")]]
    assert life.step(cause(), after=MINUTE) == []
    assert life.alerts["a"].state is State.NEW


def test_other_words_for_the_same_cause_are_kept_and_told_to_nobody() -> None:
    life = Life()
    life.step(cause())
    reworded = msgspec.structs.replace(cause(), title="US$1.00", summary="US$2.00")

    assert life.step(reworded, after=MINUTE) == []
    assert (life.alerts["a"].cause.title, life.alerts["a"].cause.summary) == ("US$1.00", "US$2.00")
    assert life.step(reworded, after=LATER) == []


def test_a_further_threshold_is_told_of_the_same_alert_and_a_skipped_one_is_not() -> None:
    life = Life()
    life.step(cause("a", "50"))

    assert life.step(cause("a", "50", "80", "100"), after=MINUTE) == [[("a", "100")]]
    assert life.step(cause("a", "50", "80"), after=MINUTE) == []
    assert len(life.alerts) == 1


def test_it_resolves_itself_when_its_cause_has_not_been_seen_for_a_while() -> None:
    life = Life()
    life.step(cause())

    assert life.step(after=LINGERS - MINUTE) == []
    assert life.step(after=MINUTE) == [[("a", RESOLVED)]]
    assert life.alerts["a"].state is State.RESOLVED


def test_a_cause_that_comes_back_opens_its_alert_again_without_a_word() -> None:
    life = Life()
    life.step(cause())
    life.step(after=LINGERS)

    assert life.step(cause(), after=MINUTE) == []
    assert life.alerts["a"].state is State.NEW
    assert life.step(after=LINGERS) == []


@pytest.mark.parametrize("state", [State.RESOLVED, State.DISMISSED, State.FALSE_POSITIVE])
def test_what_somebody_closed_stays_closed_while_its_cause_holds(state: State) -> None:
    life = Life()
    life.step(cause())
    life.alerts["a"] = close(life.alerts["a"], state, by="alice", at=life.now)

    assert life.step(cause("a", "50", "100"), after=MINUTE) == []
    assert life.alerts["a"].state is state
    assert life.step(after=LINGERS) == []


def test_nobody_who_looks_means_that_it_escalates_once() -> None:
    life = Life()
    life.step(cause())
    late = ESCALATES_AFTER[Severity.MEDIUM]

    assert life.step(cause(), after=late - MINUTE) == []
    assert life.step(cause(), after=MINUTE) == [[("a", ESCALATED)]]
    assert life.step(cause(), after=late) == []


def test_an_acknowledged_alert_does_not_escalate() -> None:
    life = Life()
    life.step(cause())
    life.alerts["a"] = acknowledge(life.alerts["a"])

    assert life.step(cause(), after=ESCALATES_AFTER[Severity.MEDIUM] * 2) == []
    assert life.step(after=LINGERS) == [[("a", RESOLVED)]]


def test_a_snoozed_alert_is_silent_and_then_tells_what_it_has_come_to() -> None:
    life = Life()
    life.step(cause())
    life.alerts["a"] = snooze(life.alerts["a"], life.now + timedelta(hours=2))

    assert life.step(cause("a", "50", "80"), after=timedelta(hours=1)) == []
    assert life.step(cause("a", "50", "80"), after=timedelta(hours=1)) == [[("a", SNOOZE_OVER)]]
    assert life.step(cause("a", "50", "80"), after=MINUTE) == []


def test_a_hundred_at_once_are_one_digest() -> None:
    life = Life()

    (digest,) = life.step(*(cause(f"p{n:02}") for n in range(100)))

    assert len(digest) == 100
    assert life.step(*(cause(f"p{n:02}") for n in range(100)), after=MINUTE) == []


def test_a_hundred_one_after_the_other_are_a_few_messages_and_digests() -> None:
    life = Life()
    causes = [cause(f"p{n:02}") for n in range(100)]

    for n in range(100):
        life.step(*causes[: n + 1], after=timedelta(seconds=5))
    life.step(*causes, after=LATER)

    assert set(life.told()) == {(one.key, "50") for one in causes}
    assert len(life.messages) <= STORM + 2


def test_the_same_step_taken_again_tells_the_same_and_nothing_else() -> None:
    life = Life()
    life.step(cause("a"))

    lost = life.look(cause("a", "50", "80"), cause("b"))
    again = life.look(cause("a", "50", "80"), cause("b"))

    assert lost == again


@pytest.mark.parametrize("part", range(10))
def test_in_a_hundred_of_a_thousand_histories_nothing_is_told_twice_and_nothing_is_missed(part: int) -> None:
    for seed in range(part * 100, part * 100 + 100):
        live_through(seed)


def live_through(seed: int) -> None:
    """Two months: causes come, grow and go, people act, steps are late or lost; then everything ends."""
    random = Random(seed)
    life = Life()
    reached: dict[str, list[str]] = {}
    heard: set[tuple[str, str]] = set()
    names = [f"c{n}" for n in range(random.choice((1, 3, 12, 40)))]
    severities = {name: random.choice(list(Severity)) for name in names}
    for _ in range(random.randint(20, 60)):
        life.now += timedelta(minutes=random.choice((1, 1, 5, 20, 600, 3000)))
        for name in names:
            dice = random.random()
            if dice < 0.15:
                reached.setdefault(name, ["50"])
            elif dice < 0.25 and name in reached and len(reached[name]) < 3:
                reached[name] = ["50", "80", "100"][: len(reached[name]) + 1]
            elif dice < 0.35:
                reached.pop(name, None)
        holding = [cause(name, *levels, severity=severities[name]) for name, levels in reached.items()]
        if random.random() < 0.1:
            life.look(*holding)  # the node that took this step died before it could say so
            continue
        life.step(*holding)
        heard |= {
            (one.key, level) for one in holding for level in one.levels if _listens(life.alerts[one.key], life.now)
        }
        _act(life, random)
    for _ in range(4):
        life.step(after=timedelta(days=2))

    assert [found for found, times in life.told().items() if times > 1 and found[1] != SNOOZE_OVER] == []
    covered = {(alert.cause.key, level) for alert in life.alerts.values() for level in alert.told}
    waved_off = {alert.cause.key for alert in life.alerts.values() if alert.closed_by is not None}
    assert {found for found in heard - covered if found[0] not in waved_off} == set()
    assert all(not alert.state.is_open for alert in life.alerts.values())
    begun = [at for at, _ in life.messages]
    assert all(sum(at <= other < at + STORM_WINDOW for other in begun) <= STORM for at in begun)
    assert _told_without_a_word(life) == set()


def _listens(alert: Alert, now: datetime) -> bool:
    return alert.state.is_open and (alert.snoozed_until is None or alert.snoozed_until <= now)


def _told_without_a_word(life: Life) -> set[str]:
    """Alerts whose levels count as told though no message ever named them."""
    named = {key for key, _ in life.told()}
    closed = {alert.cause.key for alert in life.alerts.values() if alert.closed_by is not None}
    return {alert.cause.key for alert in life.alerts.values() if alert.told} - named - closed


def _act(life: Life, random: Random) -> None:
    """Now and then somebody acknowledges, closes or snoozes."""
    for key, alert in list(life.alerts.items()):
        dice = random.random()
        if dice < 0.05:
            life.alerts[key] = acknowledge(alert)
        elif dice < 0.08:
            life.alerts[key] = close(alert, random.choice([State.DISMISSED, State.RESOLVED]), by="bob", at=life.now)
        elif dice < 0.12:
            life.alerts[key] = snooze(alert, life.now + timedelta(hours=random.randint(1, 48)))


def test_a_false_step_would_be_noticed() -> None:
    """The check of the histories is itself checked: an alert that forgets what was told is found out."""
    life = Life()
    life.step(cause())
    life.alerts["a"] = msgspec.structs.replace(life.alerts["a"], told=())
    life.step(cause(), after=MINUTE)

    assert life.told()["a", "50"] == 2


def test_what_people_do_is_kept_with_who_did_it_and_when() -> None:
    life = Life()
    life.step(cause())
    alert, until, owner = life.alerts["a"], NOON + timedelta(days=1), UUID(int=7)
    seen = with_deeds(alert, acknowledge(alert), by="Alice", at=NOON)
    given = with_deeds(seen, assign(seen, owner), by="Alice", at=NOON)
    snoozed = with_deeds(given, snooze(given, until), by="Bob", at=NOON)
    closed = with_deeds(snoozed, close(snoozed, State.DISMISSED, by="Bob", at=until), by="Bob", at=until)
    assert [(one.what, one.by, one.at) for one in closed.deeds] == [
        ("acknowledged", "Alice", NOON),
        ("assigned", "Alice", NOON),
        ("snoozed", "Bob", NOON),
        ("dismissed", "Bob", until),
    ]
    assert (closed.deeds[1].owner_id, closed.deeds[2].until) == (owner, until)
    assert with_deeds(closed, acknowledge(closed), by="Eve", at=until) == closed
