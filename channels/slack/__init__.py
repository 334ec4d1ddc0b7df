"""Slack both ways: `Slack` is its channel and its directory."""

from channels.slack.channel import Slack

__all__ = ["Slack"]
