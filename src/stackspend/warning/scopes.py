"""What a budget or an alert is about: the organization, or a part of its spend."""

from enum import StrEnum

import msgspec

from stackspend.errors import InvalidInput

_LONGEST_VALUE = 300


class ScopeKind(StrEnum):
    """Which part. A `tag` has a name and a value, as in `env=prod`; `each_person` is a default for everybody who has no
    budget of the own."""

    ORGANIZATION = "organization"
    PROVIDER = "provider"
    SOURCE = "source"
    TEAM = "team"
    COST_CENTRE = "cost_centre"
    PROJECT = "project"
    PERSON = "person"
    MODEL = "model"
    TAG = "tag"
    EACH_PERSON = "each_person"


_WITHOUT_VALUE = frozenset({ScopeKind.ORGANIZATION, ScopeKind.EACH_PERSON})


class Scope(msgspec.Struct, frozen=True, order=True):
    """A kind and a name of that kind; the organization and the default per person have no name."""

    kind: ScopeKind
    value: str | None = None

    def __str__(self) -> str:
        if self.kind is ScopeKind.EACH_PERSON:
            return "each person"
        return "the organization" if self.value is None else f"{self.kind.replace('_', ' ')} {self.value}"

    @property
    def tag(self) -> str | None:
        """The name of the tag that it is about; None for other kinds."""
        return self.value.partition("=")[0] if self.kind is ScopeKind.TAG and self.value else None

    @property
    def key(self) -> str:
        """A text that no other scope has."""
        return self.kind if self.value is None else f"{self.kind}:{self.value}"


WHOLE = Scope(ScopeKind.ORGANIZATION)


def read_kind(kind: str) -> ScopeKind:
    """The kind of this name. Raises InvalidInput that lists them."""
    try:
        return ScopeKind(kind)
    except ValueError:
        raise InvalidInput(f"There is no scope {kind!r}; choose among {', '.join(ScopeKind)}.") from None


def read_scope(kind: str, value: str | None) -> Scope:
    """The scope of these texts; a person's e-mail in lower case. Raises InvalidInput."""
    known = read_kind(kind)
    text = (value or "").strip()
    if known in _WITHOUT_VALUE:
        if text:
            raise InvalidInput(f"The scope {known} takes no value, and was given {text!r}.")
        return Scope(known)
    if not 0 < len(text) <= _LONGEST_VALUE:
        raise InvalidInput(f"Say which {known.replace('_', ' ')}: a value of 1 to {_LONGEST_VALUE} characters.")
    if known is ScopeKind.TAG and not all(part.strip() for part in text.partition("=")):
        raise InvalidInput(f"The tag {text!r} is not written as NAME=value, as in env=prod.")
    return Scope(known, text.casefold() if known is ScopeKind.PERSON else text)
