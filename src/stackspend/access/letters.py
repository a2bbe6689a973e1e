"""What StackSpend writes to people: an invitation, and a link to a new password."""

from stackspend.access.invitations import Invited
from stackspend.mail import Letter


def invitation_letter(invited: Invited, url: str) -> Letter:
    """To whom is invited."""
    invitation, organization = invited.invitation, invited.organization
    return Letter(
        to=invitation.email,
        subject=f"{invitation.invited_by} invites you to {organization.name} on StackSpend",
        paragraphs=(
            f"{invitation.invited_by} invites you to join {organization.name} on StackSpend as {invitation.role}.",
            "StackSpend shows what your Claude agents cost.",
            "The invitation is for you alone and works once, within 7 days. If you did not expect it, ignore it.",
        ),
        action="Accept the invitation",
        url=url,
    )


def reset_letter(email: str, url: str) -> Letter:
    """To whom asked for a new password."""
    return Letter(
        to=email,
        subject="A new password for StackSpend",
        paragraphs=(
            "Somebody, probably you, asked for a new password for StackSpend.",
            "The link works once, within an hour. If it was not you, ignore this letter: nothing has changed.",
        ),
        action="Set a new password",
        url=url,
    )
