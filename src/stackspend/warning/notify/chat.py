"""Chats and pagers through apprise: Slack, Teams, Discord, PagerDuty and many more, each named by a URL."""

from datetime import datetime
from urllib.parse import urlsplit

import msgspec

from stackspend.errors import InvalidInput
from stackspend.warning.notify.deliveries import Attempt
from stackspend.warning.notify.wording import Notice


class ChatService(msgspec.Struct, frozen=True):
    """A service by the scheme of its address. `shape` is what an address looks like; what follows the scheme is a
    credential."""

    scheme: str
    title: str
    shape: str


SERVICES = (
    ChatService("discord", "Discord", "discord://webhook_id/webhook_token"),
    ChatService("gchat", "Google Chat", "gchat://workspace/key/token"),
    ChatService("opsgenie", "Opsgenie", "opsgenie://api_key"),
    ChatService("pagerduty", "PagerDuty", "pagerduty://integration_key@api_key"),
    ChatService("pagertree", "PagerTree", "pagertree://integration_id"),
    ChatService("pover", "Pushover", "pover://user_key@token"),
    ChatService("slack", "Slack", "slack://token_a/token_b/token_c/channel"),
    ChatService("splunk", "Splunk On-Call", "splunk://routing_key@api_key"),
    ChatService("tgram", "Telegram", "tgram://bot_token/chat_id"),
    ChatService("twilio", "Twilio", "twilio://account_sid:auth_token@from_number/to_number"),
    ChatService("victorops", "VictorOps (Splunk On-Call)", "victorops://routing_key@api_key"),
    ChatService("webex", "Webex", "webex://token"),
    ChatService("wxteams", "Webex (older scheme)", "wxteams://token"),
)
"""Services of one vendor, whose address apprise knows."""
HOSTED = {
    ChatService("workflows", "Microsoft Teams", "workflows://host/workflow_id/signature"): (
        ".logic.azure.com",
        ".api.powerplatform.com",
        ".environment.api.powerplatform.com",
    )
}
"""Services whose URL names one of their vendor's hosts (Power Automate, the way into Teams)."""
OWN_HOSTS = (
    ChatService("gotify", "Gotify", "gotify://host/token"),
    ChatService("gotifys", "Gotify, by TLS", "gotifys://host/token"),
    ChatService("matrix", "Matrix", "matrix://user:password@host/#room"),
    ChatService("matrixs", "Matrix, by TLS", "matrixs://user:password@host/#room"),
    ChatService("mmost", "Mattermost", "mmost://host/token"),
    ChatService("mmosts", "Mattermost, by TLS", "mmosts://host/token"),
    ChatService("ncloud", "Nextcloud", "ncloud://user:password@host/user"),
    ChatService("nclouds", "Nextcloud, by TLS", "nclouds://user:password@host/user"),
    ChatService("ntfy", "ntfy", "ntfy://host/topic"),
    ChatService("ntfys", "ntfy, by TLS", "ntfys://host/topic"),
    ChatService("rocket", "Rocket.Chat", "rocket://user:password@host/#channel"),
    ChatService("rockets", "Rocket.Chat, by TLS", "rockets://user:password@host/#channel"),
    ChatService("zulip", "Zulip", "zulip://bot@organization/token"),
)
"""Services that people run themselves. apprise follows redirects and looks names up by itself, so they are for those
who allow targets inside their network."""
_HOSTS = {service.scheme: hosts for service, hosts in HOSTED.items()}


def chat_services(*, allow_private: bool) -> list[ChatService]:
    """Those that may be sent to, by title."""
    own = OWN_HOSTS if allow_private else ()
    return sorted((*SERVICES, *HOSTED, *own), key=lambda one: one.title.casefold())


def check_chat(target: str, *, allow_private: bool) -> None:
    """Raises InvalidInput unless the URL is complete and of a service that may be sent to."""
    scheme = target.partition("://")[0].lower()
    host = urlsplit(target).hostname or ""
    if scheme in {one.scheme for one in OWN_HOSTS} and not allow_private:
        raise InvalidInput(f"{scheme}:// may lead into the own network; STACKSPEND_PRIVATE_TARGETS=yes allows it.")
    if scheme in _HOSTS and not allow_private and not host.endswith(_HOSTS[scheme]):
        raise InvalidInput(f"{scheme}:// leads to {host}, which is none of {', '.join(_HOSTS[scheme])}.")
    known = sorted(one.scheme for one in chat_services(allow_private=True))
    if scheme not in known:
        raise InvalidInput(f"There is no chat {scheme!r}; choose among {', '.join(known)}.")
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
