"""Chats and pagers through apprise: Slack, Teams, Discord, PagerDuty and many more, each named by a URL."""

from datetime import datetime
from urllib.parse import urlsplit

from stackspend.errors import InvalidInput
from stackspend.warning.notify.deliveries import Attempt
from stackspend.warning.notify.wording import Notice

SERVICES = (
    "discord", "gchat", "msteams", "opsgenie", "pagerduty", "pagertree", "pover", "slack", "splunk", "tgram", "twilio",
    "victorops", "webex", "wxteams",
)  # fmt: skip
"""Services of one vendor, whose address apprise knows; what follows their scheme is a credential."""
HOSTED = {"workflows": (".logic.azure.com", ".api.powerplatform.com", ".environment.api.powerplatform.com")}
"""Services whose URL names one of their vendor's hosts (Power Automate, the way into Teams)."""
OWN_HOSTS = (
    "gotify", "gotifys", "matrix", "matrixs", "mmost", "mmosts", "ncloud", "nclouds", "ntfy", "ntfys", "rocket",
    "rockets", "zulip",
)  # fmt: skip
"""Services that people run themselves. apprise follows redirects and looks names up by itself, so they are for those
who allow targets inside their network."""


def check_chat(target: str, *, allow_private: bool) -> None:
    """Raises InvalidInput unless the URL is complete and of a service that may be sent to."""
    scheme = target.partition("://")[0].lower()
    host = urlsplit(target).hostname or ""
    if scheme in OWN_HOSTS and not allow_private:
        raise InvalidInput(f"{scheme}:// may lead into the own network; STACKSPEND_PRIVATE_TARGETS=yes allows it.")
    if scheme in HOSTED and not allow_private and not host.endswith(HOSTED[scheme]):
        raise InvalidInput(f"{scheme}:// leads to {host}, which is none of {', '.join(HOSTED[scheme])}.")
    if scheme not in {*SERVICES, *HOSTED, *OWN_HOSTS}:
        known = ", ".join(sorted((*SERVICES, *HOSTED, *OWN_HOSTS)))
        raise InvalidInput(f"There is no chat {scheme!r}; choose among {known}.")
    from apprise import Apprise  # here, because only those who use it shall pay its half second and 30 MB

    if Apprise.instantiate(target) is None:
        raise InvalidInput(f"The {scheme}:// address is not complete; see https://github.com/caronc/apprise/wiki.")


def send_chat(target: str, notice: Notice, now: datetime, *, allow_private: bool) -> Attempt:
    """One attempt. Blocks; raises InvalidInput for a service that must not be sent to."""
    check_chat(target, allow_private=allow_private)
    sent = _notify(target, notice)
    scheme = target.partition("://")[0]
    answer = "taken" if sent else f"{scheme} did not take it; the server's log has what it answered"
    return Attempt(now, None, answer, delivered=sent)


def _notify(target: str, notice: Notice) -> bool:
    from apprise import Apprise

    service = Apprise()
    service.add(target)
    body = "\n".join((*notice.lines, f"{notice.action}: {notice.url}"))
    return bool(service.notify(title=notice.subject, body=body))
