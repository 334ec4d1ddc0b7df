from __future__ import annotations

import pytest

from channels.slack.webapi import WebApi


@pytest.mark.parametrize(
    ("url", "proxy"),
    [
        ("https://slack.example/api/", "http://proxy.example:8080"),
        ("https://quiet.example/api/", None),
        ("http://127.0.0.1:1/api/", None),
    ],
)
async def test_a_proxy_is_used_where_the_environment_wants_one(
    monkeypatch: pytest.MonkeyPatch, url: str, proxy: str | None
) -> None:
    for name in ("HTTPS_PROXY", "HTTP_PROXY", "http_proxy", "no_proxy"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("https_proxy", "http://proxy.example:8080")
    monkeypatch.setenv("NO_PROXY", "quiet.example,127.0.0.1")
    api = WebApi("xoxb-made-up", url)

    assert api.client.proxy == proxy

    await api.close()


async def test_all_calls_share_one_session_and_none_is_repeated() -> None:
    api = WebApi("xoxb-made-up", "https://slack.example/api/")

    assert api.client.session is api.client.session is not None
    assert api.client.retry_handlers == []

    await api.close()
    await api.close()
