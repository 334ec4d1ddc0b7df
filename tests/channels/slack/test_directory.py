from __future__ import annotations

import pytest

from channels.contract import Address, Profile, Unreachable
from channels.sandbox.slack import Fault, SlackSandbox
from channels.slack import Slack
from channels.slack.scopes import needed
from tests.channels.slack.scene import adapter


async def test_a_person_is_known_by_id(slack: Slack, peer: SlackSandbox) -> None:
    ada = peer.workspace.add_user("ada", real_name="Ada L.", tz="Europe/London")
    who = Address("slack", ada.id)

    assert await slack.profile(who) == Profile(who, "Ada L.", "Europe/London", "en")


async def test_a_person_is_found_by_e_mail(slack: Slack, peer: SlackSandbox) -> None:
    ada = peer.workspace.add_user("ada", email="ada@a.example", locale="sv-SE")

    found = await slack.profile(Address("slack", "ada@a.example"))
    shared = await slack.profile(Address("slack", "C0SHARED", "ada@a.example"))

    assert found.address == Address("slack", ada.id)
    assert found.language == "sv"
    assert shared.address == Address("slack", "C0SHARED", ada.id)


@pytest.mark.parametrize("who", ["U0NOBODY", "nobody@a.example"])
async def test_an_unknown_person_is_unreachable(slack: Slack, who: str) -> None:
    with pytest.raises(Unreachable):
        await slack.profile(Address("slack", who))


async def test_a_deactivated_person_is_unreachable(
    slack: Slack, peer: SlackSandbox
) -> None:
    ada = peer.workspace.add_user("ada", deleted=True)

    with pytest.raises(Unreachable, match="deactivated"):
        await slack.profile(Address("slack", ada.id))


async def test_where_all_is_well_there_are_no_faults(peer: SlackSandbox) -> None:
    room = peer.workspace.add_channel("team", [peer.workspace.app.bot_user])
    async with adapter(peer, "socket") as slack:
        assert await slack.faults(Address("slack", room.id)) == []


async def test_a_missing_scope_is_told_with_its_use(
    slack: Slack, peer: SlackSandbox
) -> None:
    peer.workspace.app.scopes = frozenset(needed()) - {"pins:write"}

    [fault] = await slack.faults(None)

    assert fault.startswith("The app lacks the scope pins:write (for pins.add): add")


async def test_a_refused_token_is_the_only_fault_told(
    slack: Slack, peer: SlackSandbox
) -> None:
    peer.workspace.app.token_error = "account_inactive"

    [fault] = await slack.faults(Address("slack", "C0TEAM"))

    assert "SLACK_BOT_TOKEN" in fault
    assert peer.bot_token not in fault


@pytest.mark.parametrize(
    ("members", "archived", "told"),
    [(True, True, "archived"), (False, False, "invite it there")],
)
async def test_a_team_channel_that_cannot_be_posted_to_is_a_fault(
    slack: Slack,
    peer: SlackSandbox,
    members: bool,  # noqa: FBT001 - a parameter of the test
    archived: bool,  # noqa: FBT001 - the same
    told: str,
) -> None:
    bot = [peer.workspace.app.bot_user] if members else []
    room = peer.workspace.add_channel("team", bot)
    room.archived = archived

    [fault] = await slack.faults(Address("slack", room.id))

    assert told in fault


async def test_an_unknown_team_channel_is_a_fault(slack: Slack) -> None:
    [fault] = await slack.faults(Address("slack", "C0NOWHERE"))

    assert "channel_not_found" in fault


async def test_a_socket_that_does_not_open_is_a_fault(peer: SlackSandbox) -> None:
    peer.faults.add("apps.connections.open", Fault.error("not_allowed_token_type"))
    async with adapter(peer, "socket") as slack:
        [fault] = await slack.faults(None)

    assert "SLACK_APP_TOKEN" in fault


async def test_missing_secrets_are_faults(peer: SlackSandbox) -> None:
    for mode, name in (("socket", "SLACK_APP_TOKEN"), ("http", "SLACK_SIGNING_SECRET")):
        slack = Slack(
            bot_token=peer.bot_token,
            app_token=None,
            signing_secret=None,
            api_url=peer.url,
            mode="socket" if mode == "socket" else "http",
            listen=("127.0.0.1", 0),
        )
        async with slack:
            [fault] = await slack.faults(None)
        assert name in fault
