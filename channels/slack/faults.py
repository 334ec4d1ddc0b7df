"""What keeps us from working in Slack, each fault with how to mend it."""

from __future__ import annotations

from collections.abc import Iterator

from slack_sdk.web.async_slack_response import AsyncSlackResponse

from channels.contract import Address, ChannelError, NotNow, OutcomeUnknown
from channels.slack.errors import answer
from channels.slack.scopes import missing
from channels.slack.webapi import WebApi


async def workspace_faults(api: WebApi, team: Address | None) -> list[str]:
    """Check the bot token, its scopes, and that *team* can be posted to."""
    try:
        known = await answer(api.client.auth_test())
    except (NotNow, OutcomeUnknown) as error:
        return [f"Slack does not answer at {api.url} ({error}): check slack.api_url."]
    except ChannelError as error:
        mend = "put the app's bot token (xoxb-…) into SLACK_BOT_TOKEN"
        return [f"Slack refuses the bot token ({error}): {mend}."]
    found = list(_missing_scopes(known))
    if team is not None and team.place[:1] in {"C", "G"}:
        found += await _team_faults(api, team)
    return found


def _missing_scopes(known: AsyncSlackResponse) -> Iterator[str]:
    granted = known.headers.get("X-OAuth-Scopes")
    if granted is None:
        return
    for scope, uses in missing({scope.strip() for scope in granted.split(",")}).items():
        mend = "add it under OAuth & Permissions and install the app again"
        yield f"The app lacks the scope {scope} (for {', '.join(uses)}): {mend}."


async def socket_faults(api: WebApi, app_token: str | None) -> list[str]:
    """Check the app-level token that Socket Mode needs."""
    mend = "put an app-level token (xapp-…) with connections:write into SLACK_APP_TOKEN"
    if not app_token:
        return [f"Socket Mode needs a token of its own: {mend}."]
    try:
        await answer(api.client.apps_connections_open(app_token=app_token))
    except ChannelError as error:
        return [f"Slack opens no socket for us ({error}): {mend}."]
    return []


def http_faults(signing_secret: str | None) -> list[str]:
    """Check what HTTP mode needs."""
    if signing_secret:
        return []
    mend = "put it from the app's Basic Information into SLACK_SIGNING_SECRET"
    return [f"HTTP mode needs the signing secret: {mend}."]


async def _team_faults(api: WebApi, team: Address) -> list[str]:
    try:
        found = await answer(api.client.conversations_info(channel=team.place))
    except ChannelError as error:
        mend = "check team.channel, and invite the bot if the channel is private"
        return [f"Slack does not show us the channel {team} ({error}): {mend}."]
    channel = found["channel"] or {}
    if channel.get("is_archived"):
        return [f"The channel {team} is archived: choose another as team.channel."]
    if not channel.get("is_member"):
        return [f"The bot is not in the channel {team}: invite it there."]
    return []
