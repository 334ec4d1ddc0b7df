"""Everybody in the workspace."""

from channels.sandbox.slack.forms import Forms
from channels.sandbox.slack.pressing import Pressing
from channels.sandbox.slack.writing import Writing


class People(Writing, Pressing, Forms):
    """What people do; methods raise `LookupError` for what nobody can do.

    A person can only press a button that is there and write where they are a member.
    """
