import pytest
from aiohttp.test_utils import unused_port
from telegram import Bot

from channels.contract import Address, Menu, Profile, Unauthorised, Unreachable
from channels.sandbox.telegram import Fault, TelegramSandbox
from channels.telegram import Telegram
from channels.telegram.faults import webhook_faults
from channels.telegram.request import AioHttpRequest


async def test_a_person_who_pressed_start_has_a_name(
    peer: TelegramSandbox, telegram: Telegram
) -> None:
    anna = peer.add_user("Anna")
    who = Address("telegram", str(anna.id))

    with pytest.raises(Unreachable):
        await telegram.profile(who)
    peer.start(anna)

    assert await telegram.profile(who) == Profile(who, "Anna")


async def test_the_enrolment_link_carries_the_code(
    peer: TelegramSandbox, telegram: Telegram
) -> None:
    link = await telegram.enrolment_link("A_b-9")

    assert link == f"https://t.me/{peer.bot_username}?start=A_b-9"


async def test_a_team_chat_is_faulty_until_the_bot_is_in_it(
    peer: TelegramSandbox, telegram: Telegram
) -> None:
    group = peer.add_group("Team", peer.add_user("Bo"))
    team = Address("telegram", str(group.id))

    (strange,) = await telegram.faults(team)
    peer.add_bot(group)
    fine = await telegram.faults(team)
    peer.kick_bot(group)
    (kicked,) = await telegram.faults(team)

    assert "add it to that group" in strange
    assert fine == []
    assert "add it to that group" in kicked


async def test_a_team_chat_that_moved_says_what_to_write(
    peer: TelegramSandbox, telegram: Telegram
) -> None:
    group = peer.add_group("Team", peer.add_user("Bo"))
    peer.add_bot(group)
    new = peer.migrate(group)

    (moved,) = await telegram.faults(Address("telegram", str(group.id)))

    assert f"telegram:{new.id}" in moved


@pytest.mark.parametrize(
    ("fault", "says"),
    [
        pytest.param(Fault(401, "Unauthorized"), "TELEGRAM_BOT_TOKEN", id="token"),
        pytest.param(Fault(502), "does not answer", id="outage"),
    ],
)
async def test_a_bot_that_gets_no_answer_says_how_to_mend_it(
    peer: TelegramSandbox, telegram: Telegram, fault: Fault, says: str
) -> None:
    peer.fail("getMe", fault)

    (told,) = await telegram.faults(None)

    assert says in told


@pytest.mark.parametrize(
    ("url", "secret", "says"),
    [
        ("http://nps.example.com", "fine", "https"),
        ("https://nps.example.com:9000", "fine", "8443"),
        ("https://nps.example.com", "not fine", "TELEGRAM_WEBHOOK_SECRET"),
    ],
)
def test_a_webhook_telegram_would_refuse_is_a_fault(
    url: str, secret: str, says: str
) -> None:
    (told,) = webhook_faults(url, secret)

    assert says in told


def test_a_webhook_telegram_takes_is_no_fault() -> None:
    assert not list(webhook_faults("https://nps.example.com:8443/x", "a_B-9"))


async def test_a_webhook_that_nobody_answers_is_a_fault(
    peer: TelegramSandbox, telegram: Telegram
) -> None:
    url = f"http://127.0.0.1:{unused_port()}/telegram/webhook"
    webhook = Telegram(
        token=peer.token,
        api_url=peer.url,
        mode="webhook",
        listen=("127.0.0.1", 0),
        public_url=url,
        webhook_secret="made-up",
        verbs=[],
    )
    request = AioHttpRequest()
    async with Bot(
        peer.token, peer.url, request=request, get_updates_request=request
    ) as bot:
        await bot.set_webhook(url)
    fine = await webhook.faults(None)
    peer.start(peer.add_user("Anna"))
    await peer.deliver_due()
    (unreached,) = await webhook.faults(None)
    (taken,) = await telegram.faults(None)
    await webhook.close()

    assert fine == []
    assert "cannot deliver" in unreached
    assert "updates go to" in taken


async def test_a_person_may_be_the_team(
    peer: TelegramSandbox, telegram: Telegram
) -> None:
    bo = peer.add_user("Bo")
    peer.start(bo)

    assert await telegram.faults(Address("telegram", str(bo.id))) == []
    assert await telegram.faults(Address("slack", "C1")) == []


async def test_a_trouble_with_the_token_is_raised_from_whatever_asks(
    peer: TelegramSandbox, telegram: Telegram
) -> None:
    peer.fail("*", Fault(401, "Unauthorized"), times=3)
    everybody = Menu({"": [("stop", "Never ask me")]}, [], [])
    admins = Menu({}, [Address("telegram", "42")], [("pause", "Ask nobody")])

    with pytest.raises(Unauthorised):
        await telegram.enrolment_link("code")
    with pytest.raises(Unauthorised):
        await telegram.introduce(everybody)
    with pytest.raises(Unauthorised):
        await telegram.introduce(admins)


async def test_everybody_is_offered_their_own_commands(
    peer: TelegramSandbox, telegram: Telegram, caplog: pytest.LogCaptureFixture
) -> None:
    admin = peer.add_user("Bo")
    peer.start(admin)

    called = await telegram.introduce(
        Menu(
            {"": [("stop", "Never ask me")], "da": [("stop", "Spørg mig aldrig")]},
            [
                Address("telegram", str(admin.id)),
                Address("telegram", "12345"),
                Address("slack", "U1"),
            ],
            [("pause", "Ask nobody")],
        )
    )

    assert called == peer.bot_username
    assert len(peer.world.commands) == 3
    assert "no menu for 12345" in caplog.text


async def test_a_group_that_moved_is_offered_its_commands_where_it_is_now(
    peer: TelegramSandbox, telegram: Telegram
) -> None:
    new = peer.add_group("Team", peer.add_user("Bo"), supergroup=True)
    peer.add_bot(new)
    upgraded = "Bad Request: group chat was upgraded to a supergroup chat"
    peer.fail("setMyCommands", Fault(400, upgraded, {"migrate_to_chat_id": new.id}))
    team = Address("telegram", "-5")

    await telegram.introduce(Menu({}, [team], [("pause", "Ask nobody")]))

    ((scope, *_),) = peer.world.commands
    assert str(new.id) in str(scope)


@pytest.mark.parametrize(
    "fault",
    [
        pytest.param(Fault(400, "Bad Request: BOT_COMMAND_INVALID"), id="refused"),
        pytest.param(Fault.too_fast(17), id="too fast"),
        pytest.param(Fault(502), id="outage"),
    ],
)
async def test_nobody_goes_unheard_for_want_of_a_menu(
    peer: TelegramSandbox,
    telegram: Telegram,
    caplog: pytest.LogCaptureFixture,
    fault: Fault,
) -> None:
    peer.fail("setMyCommands", fault, times=2)
    bo = Address("telegram", "42")
    menu = Menu({"": [("stop", "Never ask me")]}, [bo], [("pause", "Ask nobody")])

    assert await telegram.introduce(menu) == peer.bot_username
    assert "no menu for everybody" in caplog.text
    assert "no menu for 42" in caplog.text
