"""Letters by SMTP to a real mail server on loopback."""

import pytest

from stackspend.errors import TransientError
from stackspend.mail import Letter, Postman
from tests.running import free_port
from tests.warning.notify.receivers import mail_server

LETTER = Letter(
    to="ops@acme.example, bob@acme.example",
    subject="Spend is <far> above the usual",
    paragraphs=("$90.00 instead of about $10.00.", "Most of it: user <bob>."),
    action="Open the alert",
    url="http://spend.example.com/alerts/1",
    thread="alert-1",
)


async def test_a_letter_has_a_text_and_the_same_as_html() -> None:
    with mail_server() as box:
        await Postman(f"smtp://127.0.0.1:{box.port}", "StackSpend <stackspend@acme.example>").send(LETTER)
        (letter,) = box.letters
    text, page = letter.get_body(("plain",)), letter.get_body(("html",))
    assert text is not None
    assert page is not None
    assert letter["Subject"] == LETTER.subject
    assert "Most of it: user <bob>." in text.get_content()
    assert "Most of it: user &lt;bob&gt;." in page.get_content()
    assert LETTER.url in text.get_content()
    assert box.recipients == [["ops@acme.example", "bob@acme.example"]]


async def test_letters_about_the_same_lie_in_one_thread() -> None:
    with mail_server() as box:
        postman = Postman(f"smtp://127.0.0.1:{box.port}", "stackspend@acme.example")
        await postman.send(LETTER)
        await postman.send(LETTER)
    assert {letter["References"] for letter in box.letters} == {"<alert-1@stackspend>"}
    assert len({letter["Message-ID"] for letter in box.letters}) == 2


async def test_a_mail_server_that_is_away_is_worth_another_try() -> None:
    with pytest.raises(TransientError, match="did not take the letter"):
        await Postman(f"smtp://127.0.0.1:{free_port()}", "stackspend@acme.example").send(LETTER)


async def test_a_password_is_not_sent_in_clear() -> None:
    with mail_server() as box, pytest.raises(TransientError, match="offers no STARTTLS"):
        await Postman(f"smtp://bob:secret@127.0.0.1:{box.port}", "stackspend@acme.example").send(LETTER)
