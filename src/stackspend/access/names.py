"""Names that people give to organizations, providers and keys, and their e-mail addresses: read and checked once."""

import re
import unicodedata

from stackspend.errors import InvalidInput

LONGEST_NAME = 100
LONGEST_EMAIL = 254  # RFC 5321, section 4.5.3.1.3, less the angle brackets
# Deliberately wide: only a letter that arrives proves an address, so this keeps out what cannot be one.
_EMAIL = re.compile(r"[^@\s]+@[^@\s]+")


def read_name(text: str, *, of: str) -> str:
    """`text` without white space around it. Raises `InvalidInput` that names the thing it is the name `of`."""
    name = text.strip()
    if not name:
        raise InvalidInput(f"The name of {of} is empty; give it one to recognize it by.")
    if len(name) > LONGEST_NAME:
        raise InvalidInput(f"The name of {of} has {len(name)} characters; {LONGEST_NAME} are the most.")
    if any(unicodedata.category(character) in {"Cc", "Cf", "Cs"} for character in name):
        # Line breaks and direction marks would let a name pretend to be something else in a list or a log.
        raise InvalidInput(f"The name of {of} holds a control character; write it on one line in plain text.")
    return name


def read_email(text: str) -> str:
    """The address in lower case, as members are told apart; raises `InvalidInput` when it cannot be one."""
    email = text.strip().lower()
    if len(email) > LONGEST_EMAIL or not email.isprintable() or not _EMAIL.fullmatch(email):
        raise InvalidInput(f"{text!r} is not an e-mail address; write it as in owner@example.com.")
    return email
