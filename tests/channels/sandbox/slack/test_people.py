"""What people do, heard by slack_bolt through Socket Mode."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Any

import pytest
from slack_sdk.errors import SlackApiError

if TYPE_CHECKING:
    from slack_bolt.app.async_app import AsyncApp
    from slack_sdk.web.async_client import AsyncWebClient

    from channels.sandbox.slack import SlackSandbox
    from tests.channels.sandbox.slack.conftest import Clock, Connect

Json = dict[str, Any]

BUTTON = {
    "type": "button",
    "text": {"type": "plain_text", "text": "9"},
    "action_id": "nine",
    "value": "41:9",
}
QUESTION = [{"type": "actions", "block_id": "scores", "elements": [BUTTON]}]
MODAL = {
    "type": "modal",
    "callback_id": "why",
    "title": {"type": "plain_text", "text": "Why"},
    "submit": {"type": "plain_text", "text": "Send"},
    "private_metadata": "41",
    "blocks": [
        {
            "type": "input",
            "block_id": "words",
            "label": {"type": "plain_text", "text": "Why?"},
            "element": {
                "type": "plain_text_input",
                "action_id": "text",
                "max_length": 20,
            },
        }
    ],
}


@pytest.fixture
def ida(slack: SlackSandbox) -> str:
    return slack.workspace.add_user("ida").id


async def asked(client: AsyncWebClient, user: str) -> tuple[str, str]:
    sent = await client.chat_postMessage(channel=user, text="How?", blocks=QUESTION)
    return sent["channel"], sent["ts"]


async def test_a_press_tells_all_that_slack_tells(
    app: AsyncApp,
    client: AsyncWebClient,
    slack: SlackSandbox,
    connected: Connect,
    ida: str,
) -> None:
    heard: list[Json] = []

    @app.action("nine")
    async def listen(ack: Any, body: Json) -> None:  # noqa: ANN401
        heard.append(body)
        await ack()

    async with connected(app):
        channel, ts = await asked(client, ida)
        first = await slack.people.press(ida, channel, ts, "nine")
        second = await slack.people.press(ida, channel, ts, "nine")

    assert first.acked
    assert second.acked
    body = heard[0]
    assert body["user"]["id"] == ida
    assert body["container"]["message_ts"] == body["message"]["ts"] == ts
    assert body["channel"]["id"] == channel
    action = body["actions"][0]
    assert (action["value"], action["block_id"]) == ("41:9", "scores")
    assert action["action_ts"] != heard[1]["actions"][0]["action_ts"]


async def test_nobody_presses_what_is_not_there(
    client: AsyncWebClient, slack: SlackSandbox, ida: str
) -> None:
    channel, ts = await asked(client, ida)
    other = slack.workspace.add_user("bo").id

    with pytest.raises(LookupError, match="no 'ten' to press"):
        await slack.people.press(ida, channel, ts, "ten")
    with pytest.raises(LookupError, match="is not in"):
        await slack.people.press(other, channel, ts, "nine")


async def test_a_press_that_nobody_acknowledges_shows_an_error(
    app: AsyncApp,
    client: AsyncWebClient,
    slack: SlackSandbox,
    connected: Connect,
    ida: str,
) -> None:
    @app.action("nine")
    async def listen() -> None:
        await asyncio.Event().wait()

    channel, ts = await asked(client, ida)
    alone = await slack.people.press(ida, channel, ts, "nine")
    async with connected(app):
        slow = await slack.people.press(ida, channel, ts, "nine")

    assert (alone.acked, alone.error) == (False, "dispatch_failed")
    assert (slow.acked, slow.error) == (False, "operation_timeout")
    await slack.deliver_due()
    carried = [d["sort"] for d in slack.workspace.journal.of("delivery")]
    assert carried.count("interactive") == 2


async def test_words_arrive_encoded(
    app: AsyncApp, slack: SlackSandbox, connected: Connect, ida: str
) -> None:
    heard: list[Json] = []

    @app.event("message")
    async def listen(event: Json) -> None:
        heard.append(event)

    async with connected(app):
        said = await slack.people.type_in_dm(ida, "<!channel> R&D")
        dm = said.channel
        await slack.people.edit_message(ida, dm, said.ts, "fine")
        await slack.people.send_file(ida, dm, "a.png", b"png", "look")
        await slack.people.delete_message(ida, dm, said.ts)

    new, edited, shared, gone = heard
    assert said.acked
    assert (new["text"], new["channel_type"]) == ("&lt;!channel&gt; R&amp;D", "im")
    assert edited["subtype"] == "message_changed"
    assert (edited["message"]["ts"], edited["message"]["text"]) == (said.ts, "fine")
    assert edited["ts"] != said.ts
    assert (shared["subtype"], shared["files"][0]["name"]) == ("file_share", "a.png")
    assert (gone["subtype"], gone["deleted_ts"]) == ("message_deleted", said.ts)


async def test_what_is_said_in_a_channel_is_not_told_unless_subscribed(
    app: AsyncApp, slack: SlackSandbox, connected: Connect, ida: str
) -> None:
    heard: list[Json] = []

    @app.event("message")
    async def listen(event: Json) -> None:
        heard.append(event)

    space = slack.workspace
    team = space.add_channel("team", [ida, space.app.bot_user])
    async with connected(app):
        await slack.people.say(ida, team.id, "lunch?")
        space.app.events |= {"message.channels"}
        space.app.scopes |= {"channels:history"}
        await slack.people.say(ida, team.id, "now?")

    assert [event["text"] for event in heard] == ["now?"]


async def test_a_command_is_answered_for_the_asker_alone(
    app: AsyncApp, slack: SlackSandbox, connected: Connect, ida: str
) -> None:
    @app.command("/nps")
    async def listen(ack: Any, command: Json) -> None:  # noqa: ANN401
        await ack(f"you said {command['text']}")

    space = slack.workspace
    bo = space.add_user("bo").id
    team = space.add_channel("team", [ida, bo])
    async with connected(app):
        done = await slack.people.command(ida, team.id, "/nps", "plan")
        unknown = await slack.people.command(ida, team.id, "/npx", "plan")

    assert space.message(team.id, done.ts).text == "you said plan"
    assert [m.ts for m in space.seen_by(ida, team.id)] == [done.ts]
    assert space.seen_by(bo, team.id) == []
    assert unknown.error == "invalid_command"


async def test_a_form_is_opened_filled_in_and_refused_once(
    app: AsyncApp,
    client: AsyncWebClient,
    slack: SlackSandbox,
    connected: Connect,
    ida: str,
) -> None:
    heard: list[str] = []

    @app.action("nine")
    async def press(ack: Any, body: Json, client: AsyncWebClient) -> None:  # noqa: ANN401
        await client.views_open(trigger_id=body["trigger_id"], view=MODAL)
        await ack()

    @app.view("why")
    async def submit(ack: Any, view: Json) -> None:  # noqa: ANN401
        heard.append(view["state"]["values"]["words"]["text"]["value"])
        if len(heard) == 1:
            await ack(response_action="errors", errors={"words": "more, please"})
        else:
            await ack()

    async with connected(app):
        channel, ts = await asked(client, ida)
        await slack.people.press(ida, channel, ts, "nine")
        (view,) = slack.workspace.views.values()
        with pytest.raises(LookupError, match="1 to 20 characters"):
            await slack.people.submit_view(ida, view.id, {"words": "x" * 21})
        await slack.people.submit_view(ida, view.id, {"words": "a"})
        assert (view.open, view.errors) == (True, {"words": "more, please"})
        await slack.people.submit_view(ida, view.id, {"words": "a & b"})

    assert heard == ["a", "a & b"]
    assert not view.open


async def test_a_trigger_opens_one_form_within_three_seconds(
    app: AsyncApp,
    client: AsyncWebClient,
    slack: SlackSandbox,
    connected: Connect,
    clock: Clock,
    ida: str,
) -> None:
    triggers: list[str] = []

    @app.action("nine")
    async def press(ack: Any, body: Json) -> None:  # noqa: ANN401
        triggers.append(body["trigger_id"])
        await ack()

    async def opened(trigger: str) -> str:
        try:
            await client.views_open(trigger_id=trigger, view=MODAL)
        except SlackApiError as error:
            return str(error.response["error"])
        return "opened"

    async with connected(app):
        channel, ts = await asked(client, ida)
        await slack.people.press(ida, channel, ts, "nine")
        await slack.people.press(ida, channel, ts, "nine")
    clock.turn(2)
    assert await opened(triggers[0]) == "opened"
    assert await opened(triggers[0]) == "exchanged_trigger_id"
    clock.turn(2)
    assert await opened(triggers[1]) == "expired_trigger_id"


async def test_a_response_url_is_good_for_five_answers_in_thirty_minutes(
    app: AsyncApp,
    client: AsyncWebClient,
    slack: SlackSandbox,
    connected: Connect,
    clock: Clock,
    ida: str,
) -> None:
    urls: list[str] = []

    @app.action("nine")
    async def press(ack: Any, body: Json) -> None:  # noqa: ANN401
        urls.append(body["response_url"])
        await ack()

    async def answered(url: str, **answer: object) -> int:
        assert client.session is not None
        async with client.session.post(url, json=answer) as response:
            return response.status

    async with connected(app):
        channel, ts = await asked(client, ida)
        await slack.people.press(ida, channel, ts, "nine")
        await slack.people.press(ida, channel, ts, "nine")
    assert await answered(urls[0], text="changed", replace_original=True) == 200
    assert await answered(urls[0], text="psst") == 200
    assert await answered(urls[0], text="all", response_type="in_channel") == 200
    assert await answered(urls[0], delete_original=True) == 200
    assert await answered(urls[0], text="fifth") == 200
    assert await answered(urls[0], text="sixth") == 404
    clock.turn(30 * 60 + 1)
    assert await answered(urls[1], text="late") == 404
    seen = slack.workspace.seen_by(ida, channel)
    assert [(m.text, m.ephemeral_for) for m in seen] == [
        ("psst", ida),
        ("all", ""),
        ("fifth", ida),
    ]


async def test_opening_the_home_tab_and_leaving_are_told(
    app: AsyncApp, slack: SlackSandbox, connected: Connect, ida: str
) -> None:
    heard: list[str] = []

    async def listen(event: Json) -> None:
        heard.append(event["type"])

    for name in ("app_home_opened", "channel_id_changed"):
        app.event(name)(listen)
    app.event("tokens_revoked")(listen)
    app.event("app_uninstalled")(listen)
    team = slack.workspace.add_channel("team", [slack.workspace.app.bot_user])
    async with connected(app):
        await slack.people.open_home(ida)
        renamed = await slack.admin.convert_channel(team.id)
        await slack.admin.uninstall()

    assert slack.workspace.rooms[renamed] is team
    assert heard == [
        "app_home_opened",
        "channel_id_changed",
        "tokens_revoked",
        "app_uninstalled",
    ]
