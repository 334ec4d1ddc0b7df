from __future__ import annotations

import pytest
from msgspec.structs import replace

from channels.contract import (
    Address,
    Button,
    ChannelError,
    FollowUp,
    Note,
    NotNow,
    OutcomeUnknown,
    Question,
    Refused,
    Summary,
    Unauthorised,
    Unreachable,
)
from channels.sandbox.slack import Fault, SlackSandbox
from channels.slack import Slack

QUESTION = Question(
    ask=41,
    text="How likely are you to recommend us?",
    low="not at all",
    high="certainly",
    note="Not anonymous.",
    buttons=((Button.LATER, "Later"),),
)


async def test_a_question_arrives_as_a_direct_message(
    slack: Slack, peer: SlackSandbox
) -> None:
    ada = peer.workspace.add_user("ada")

    at = await slack.post(Address("slack", ada.id), QUESTION)

    assert at.place.startswith("D")
    assert peer.workspace.message(at.place, at.message).text.startswith("How likely")


async def test_in_a_shared_channel_the_addressee_is_named(
    slack: Slack, peer: SlackSandbox
) -> None:
    ada = peer.workspace.add_user("ada")
    bot = peer.workspace.app.bot_user
    room = peer.workspace.add_channel("shared", [ada.id, bot], shared=True)

    at = await slack.post(Address("slack", room.id, ada.id), QUESTION)

    shown = peer.workspace.message(room.id, at.message)
    assert shown.text.startswith(f"<@{ada.id}> How likely")
    assert shown.blocks[0]["text"]["text"] == f"<@{ada.id}>"


async def test_a_follow_up_takes_the_questions_place(
    slack: Slack, peer: SlackSandbox
) -> None:
    ada = peer.workspace.add_user("ada")
    at = await slack.post(Address("slack", ada.id), QUESTION)

    await slack.edit(at, FollowUp(41, "Thanks! Why?", ((Button.WRITE, "Tell us"),)))

    shown = peer.workspace.message(at.place, at.message)
    assert shown.text == "Thanks! Why?\n\nTell us"
    assert [block["type"] for block in shown.blocks] == ["section", "actions"]


async def test_a_summary_can_stay_on_top(slack: Slack, peer: SlackSandbox) -> None:
    room = peer.workspace.add_channel("team", [peer.workspace.app.bot_user])
    summary = Summary("NPS 42", ("12 answers.",), pin=True)

    at = await slack.post(Address("slack", room.id), summary)
    await slack.post(Address("slack", room.id), replace(summary, pin=False))

    assert room.pins == [at.message]


async def test_a_pin_that_fails_does_not_fail_the_post(
    slack: Slack, peer: SlackSandbox
) -> None:
    room = peer.workspace.add_channel("team", [peer.workspace.app.bot_user])
    peer.faults.add("pins.add", Fault.error("too_many_pins"))

    await slack.post(Address("slack", room.id), Summary("NPS 42", pin=True))

    assert len(room.messages) == 1


@pytest.mark.parametrize(
    ("fault", "kind"),
    [
        (Fault.rate_limited(7), NotNow),
        (Fault.error("service_unavailable", 503), NotNow),
        (Fault(500, "<html>oops"), OutcomeUnknown),
        (Fault(200, "<html>a proxy"), OutcomeUnknown),
        (Fault.error("internal_error", after=True), OutcomeUnknown),
        (Fault(drop=True, after=True), OutcomeUnknown),
        (Fault.error("invalid_blocks"), Refused),
        (Fault.error("token_revoked"), Unauthorised),
        (Fault.error("user_disabled"), Unreachable),
    ],
    ids=[
        "too many",
        "away",
        "a failing server",
        "an answer that is not Slack's",
        "an inner error",
        "an answer that was lost",
        "a refusal",
        "a revoked token",
        "a person who left",
    ],
)
async def test_a_failure_says_what_to_do_next(
    slack: Slack, peer: SlackSandbox, fault: Fault, kind: type[ChannelError]
) -> None:
    ada = peer.workspace.add_user("ada")
    peer.faults.add("chat.postMessage", fault, times=2)

    with pytest.raises(kind):
        await slack.post(Address("slack", ada.id), Note("Hello"))

    tries = [it for it in peer.workspace.journal.of("fault") if it.get("struck")]
    assert len(tries) == 1


async def test_a_rate_limit_says_how_long(slack: Slack, peer: SlackSandbox) -> None:
    peer.faults.add("chat.update", Fault.rate_limited(7))
    ada = peer.workspace.add_user("ada")
    at = await slack.post(Address("slack", ada.id), Note("Hello"))

    with pytest.raises(NotNow) as told:
        await slack.edit(at, Note("Good bye"))

    assert told.value.wait_seconds == 7


async def test_nobody_there_means_that_nothing_was_sent() -> None:
    nowhere = Slack(
        bot_token="xoxb-made-up",
        app_token=None,
        signing_secret="made-up",
        api_url="http://127.0.0.1:9/api/",
        mode="http",
        listen=("127.0.0.1", 0),
    )
    async with nowhere:
        with pytest.raises(NotNow):
            await nowhere.post(Address("slack", "U123"), Note("Hello"))


def test_the_limits_stay_below_what_slack_documents(slack: Slack) -> None:
    post = {it.name: it for it in slack.limits("D1", Note("Hello"), edit=False)}
    update = slack.limits("D1", Note("Hello"), edit=True)[0]

    assert post["slack channel D1"].per_second <= 1
    assert post["slack chat.postMessage"].per_second * 60 <= 300
    assert update.per_second * 60 + update.burst <= 50
    assert all(it.reserve < it.burst for it in (*post.values(), update))


def test_a_pin_counts_too(slack: Slack) -> None:
    names = [it.name for it in slack.limits("C1", Summary("", pin=True), edit=False)]

    assert "slack pins.add" in names
