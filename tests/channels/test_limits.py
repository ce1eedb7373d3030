"""How much one sender and one address may say: counted apart, forgotten in time, and never a reason for silence."""

import asyncio
import socket

import pytest
from server import served

from channels.limits import Limits, Quotas, network
from vardlots.phrases import phrases
from vardlots.replies import Reply


async def greets(message):
    await message.output_channel.send_custom_json(message.sender_id, Reply("smalltalk", "sv", ("Hej.",)).as_dict())


def waits(limits: Limits, *who: "tuple[str, str]") -> "list[int]":
    async def count() -> "list[int]":
        return [await limits.wait(*one) for one in who]

    return asyncio.run(count())


def test_a_sender_may_say_so_much_and_is_told_how_long_to_wait():
    anna, bo = ("anna", "192.0.2.1"), ("bo", "192.0.2.1")
    *let_in, refused, other = waits(Limits(Quotas("3/h", "off")), anna, anna, anna, anna, bo)
    assert let_in == [0, 0, 0]
    assert 0 < refused <= 3600
    assert other == 0


def test_an_address_may_say_so_much_whoever_its_senders_claim_to_be():
    senders = [(f"s-{number}", "192.0.2.1") for number in range(4)]
    *let_in, refused, elsewhere = waits(Limits(Quotas("off", "3/h")), *senders, ("s-9", "192.0.2.2"))
    assert let_in == [0, 0, 0]
    assert refused > 0
    assert elsewhere == 0


def test_after_the_window_they_may_go_on():
    async def use() -> "list[int]":
        limits = Limits(Quotas("2/s", "off"))
        first = [await limits.wait("anna", "") for _ in range(6)]
        await asyncio.sleep(2.1)
        return [max(first), await limits.wait("anna", "")]

    refused, later = asyncio.run(use())
    assert refused >= 1
    assert later == 0


def test_switched_off_nobody_is_counted():
    assert waits(Limits(Quotas("off", "off")), *[("anna", "192.0.2.1")] * 500) == [0] * 500


@pytest.mark.parametrize("quota", ["", "many", "0/m", "-1/m", "5/fortnight", "5"])
def test_a_quota_that_cannot_be_read_is_named_with_what_to_write(quota):
    with pytest.raises(ValueError, match=f"VARDLOTS_LIMIT_ADDRESS is '{quota}'.*60 per minute"):
        Limits(Quotas(address=quota))


@pytest.mark.parametrize(
    ("address", "whom"),
    [
        ("192.0.2.7", "192.0.2.7"),
        ("::ffff:192.0.2.7", "192.0.2.7"),
        ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"),
        ("[2001:db8:1:2::9]", "2001:db8:1:2::/64"),
        ("127.0.0.1", ""),
        ("::1", ""),
        ("", ""),
        ("unix:", ""),
        ("_hidden", ""),
    ],
)
def test_an_address_stands_for_one_person_or_household(address, whom):
    assert network(address) == whom


def test_this_machine_is_not_one_person_but_its_senders_are():
    limits = Limits(Quotas("2/h", "2/h"))
    assert waits(limits, *[(f"s-{number}", "127.0.0.1") for number in range(5)]) == [0] * 5
    assert waits(limits, *[("anna", "127.0.0.1")] * 3)[-1] > 0


def test_a_counter_that_is_down_shuts_nobody_out_and_this_process_counts_alone(caplog):
    with socket.create_server(("127.0.0.1", 0)) as gone:
        port = gone.getsockname()[1]
    limits = Limits(Quotas("2/h", "off", f"redis://:a-password@127.0.0.1:{port}/0"))
    *let_in, refused = waits(limits, *[("anna", "")] * 3)
    assert let_in == [0, 0]
    assert refused > 0
    assert "VARDLOTS_LIMITS_URL does not answer" in caplog.text
    assert "a-password" not in caplog.text


def test_a_counter_that_hangs_holds_a_message_up_for_a_second_at_most():
    with socket.create_server(("127.0.0.1", 0)) as hanging:
        limits = Limits(Quotas("2/h", "off", f"redis://127.0.0.1:{hanging.getsockname()[1]}/0"))
        started = asyncio.new_event_loop().time()
        assert waits(limits, ("anna", "")) == [0]
        assert asyncio.new_event_loop().time() - started < 3


def test_who_writes_too_much_gets_a_reply_that_any_client_shows_and_rasa_is_left_alone(monkeypatch):
    monkeypatch.setenv("VARDLOTS_LIMIT_SENDER", "2/h")
    seen = []

    async def notes(message):
        seen.append(message.text)
        await greets(message)

    async def use(client):
        for _ in range(2):
            await client.say("hello, how are you today")
        body = {"sender": "s-1", "message": "hello, and what does it cost?"}
        status, headers, messages = await client.post_for_headers(body)
        return status, headers, messages[0]["custom"], await client.say("hej", "s-2")

    status, headers, limited, other = served(notes, use)
    assert (status, limited["kind"], limited["language"]) == (200, "error", "en")
    assert limited["paragraphs"] == list(phrases().say("trouble.too_many", "en"))
    assert 0 < int(headers["Retry-After"]) <= 3600
    assert other["kind"] == "smalltalk"
    assert len(seen) == 3


def test_one_quota_counts_for_all_channels_of_an_address_and_a_forwarded_one_only_behind_a_proxy(monkeypatch):
    monkeypatch.setenv("VARDLOTS_LIMIT_ADDRESS", "1/h")

    async def use(client):
        from_one = {"headers": {"X-Forwarded-For": "192.0.2.1"}}
        from_two = {"headers": {"X-Forwarded-For": "192.0.2.1, 192.0.2.2"}}
        return [
            (await client.say("hej", f"s-{n}", **more))["kind"] for n, more in enumerate([from_one] * 2 + [from_two])
        ]

    assert served(greets, use) == ["smalltalk"] * 3
    monkeypatch.setenv("VARDLOTS_PROXIES", "1")
    assert served(greets, use) == ["smalltalk", "error", "smalltalk"]
