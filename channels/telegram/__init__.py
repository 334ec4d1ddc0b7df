"""Telegram both ways: keyboards, intake by polling or webhook, sender.

update ── intake ── reading ──▶ hear ──▶ answers
post, edit ── layout ── fitting ──▶ sender ──▶ errors
"""

from channels.telegram.channel import Telegram

__all__ = ["Telegram"]
