"""Does every misuse of a link come to nothing: forged, changed, of another brief or page, too much, too often?"""

import shutil
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from urllib.parse import urlencode

import pytest

from bot.tokens import Grant, sealed, written
from storage import tables
from tests.bot.office import office as opened_office
from tests.bot.pages.visitor import FORM, Reception, Visitor, asked, reception


@pytest.fixture(scope="module")
def shared(migrated_file: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Reception]:
    """A brief at the agency that no misuse can decide, so that all tests have the same."""
    file = tmp_path_factory.mktemp("misuse") / "office.db"
    shutil.copy(migrated_file, file)
    with opened_office(file) as office:
        made = reception(office)
        made.at_agency()
        made.link()
        yield made


@pytest.fixture
def house(shared: Reception) -> Iterator[Reception]:
    yield reception(shared.office)  # nobody has asked for anything there yet
    assert len(shared.office.brief().approvals) == 2


def jo_of(house: Reception) -> Visitor:
    """Return who has Jo's right, with an address of their own for each test."""
    desk, link = house.office.services.desk, house.office.brief().link("LJO")
    assert desk is not None
    assert link is not None
    with house.office.services.database.write() as connection:
        connection.execute(tables.link.delete().where(tables.link.c.person == "LJO"))
    return Visitor(house.application, desk.give_out(house.office.brief(), link, None).removeprefix(desk.address))


def test_no_token_that_was_not_given_out_opens_anything(house: Reception) -> None:
    jo = jo_of(house)
    token = jo.path.removeprefix("/link/")
    desk = house.office.services.desk
    link = house.office.brief().link("LJO")
    assert desk is not None
    assert link is not None
    grant = Grant(brief="BRF-1", stage="agency", person="LJO", until=link.until)
    forged = [
        token[:-1],
        token[1:],
        token + "A",
        token.swapcase(),
        token.replace(".", ""),
        "x",
        "a" * 5000,
        written("another secret that is long enough", grant),
        written(desk.secret, grant),  # rightly signed, never given out
        written(desk.secret, grant.model_copy(update={"stage": "designer"})),
        written(desk.secret, grant.model_copy(update={"person": "LBO"})),
        "%0d%0aSet-Cookie:%20a=b",
        "../../etc/passwd",
    ]
    for one in forged:
        for end in ("", "/accept", "/brief.docx"):
            reply = replace(jo, path=f"/link/{one}").ask(end)
            assert reply.status == 404, one
            assert "set-cookie" not in reply.headers
            assert "Ridgeline" not in reply.text


def test_a_link_whose_grant_the_log_does_not_confirm_opens_nothing(house: Reception) -> None:
    """Somebody who could write to the table alone would still need the log to agree."""
    desk = house.office.services.desk
    brief = house.office.brief()
    link = brief.link("LJO")
    assert desk is not None
    assert link is not None
    later = replace(link, person="LBO", until=link.until)
    path = desk.give_out(brief, later, None).removeprefix(desk.address)
    assert Visitor(house.application, path).ask().status == 404


def test_another_briefs_link_decides_nothing_here(house: Reception) -> None:
    jo = jo_of(house)
    other = house.office.open("second")
    desk = house.office.services.desk
    link = house.office.brief().link("LJO")
    assert desk is not None
    assert link is not None
    grant = Grant(brief=other.id, stage="agency", person="LJO", until=link.until)
    assert replace(jo, path=f"/link/{written(desk.secret, grant)}").ask().status == 404


def test_a_form_counts_only_with_the_seal_of_its_own_page(house: Reception) -> None:
    jo, bo = jo_of(house), house.link("Cy Lee", "LCY")
    form, theirs = jo.ask("/accept").hidden, bo.ask("/accept").hidden
    changes = jo.ask("/changes").hidden
    desk = house.office.services.desk
    assert desk is not None
    token = jo.path.removeprefix("/link/")
    for wrong in (
        {},
        {"revision": "1"},
        {**form, "seal": ""},
        {**form, "seal": "é"},
        {**form, "seal": theirs["seal"]},
        {**form, "seal": changes["seal"]},
        {**form, "revision": "2"},
        {**form, "revision": "-1"},
        {**form, "revision": "1" * 40},
        {**form, "revision": "\u0661"},
        {**form, "seal": sealed("another secret", token, "accept", 1)},
    ):
        house.office.now += timedelta(seconds=12)  # nobody is turned away for their haste here
        assert jo.ask("/accept", wrong).status == 403, wrong


@pytest.mark.parametrize(
    "headers",
    [
        {"Origin": "https://evil.example"},
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site", "Origin": "null"},
    ],
)
def test_a_form_that_another_page_sends_is_not_taken(house: Reception, headers: dict[str, str]) -> None:
    jo = jo_of(house)
    form = jo.ask("/accept").hidden
    assert replace(jo, headers=headers).ask("/accept", form).status == 403


@pytest.mark.parametrize(
    ("body", "kind", "status"),
    [
        (b"x=" + b"a" * 40_000, FORM, 413),
        (b"\xff\xfe", FORM, 400),
        (b"&".join(b"a=b" for _ in range(50)), FORM, 400),
        (b"{}", "application/json", 415),
        (b"--x", "multipart/form-data; boundary=x", 415),
    ],
)
def test_what_is_no_form_of_ours_is_not_read(house: Reception, body: bytes, kind: str, status: int) -> None:
    jo = jo_of(house)
    assert (
        asked(house.application, "POST", f"{jo.path}/accept", {"content-type": kind}, body, peer="203.0.113.9").status
        == status
    )


def test_a_form_whose_sender_was_gone_before_its_end_is_not_taken(house: Reception) -> None:
    jo = jo_of(house)
    sure = jo.ask("/changes", {**jo.ask("/changes").hidden, "note": "Cut the films. Keep the rest.", "section": ""})
    half = urlencode(sure.hidden).encode().partition(b"Keep")[0]
    reply = asked(house.application, "POST", f"{jo.path}/changes", {"content-type": FORM}, half, peer="x", whole=False)
    assert (reply.status, reply.text) == (400, "cut off")
    assert house.office.brief().changes == ()


def test_only_the_line_that_our_own_proxy_wrote_tells_who_asks(shared: Reception) -> None:
    """Some proxies write into the asker's own line, others add one after it."""
    house = reception(shared.office, proxies=1)
    lines = [[("x-forwarded-for", f"192.0.2.{i}"), ("x-forwarded-for", "198.51.100.7")] for i in range(125)]
    replies = [asked(house.application, "GET", "/link/nothing", line, b"", peer="10.0.0.1") for line in lines]
    assert [reply.status for reply in replies] == [404] * 120 + [429] * 5


def test_whatever_is_answered_tells_browsers_to_keep_and_to_run_nothing(house: Reception) -> None:
    jo = jo_of(house)
    stranger = replace(jo, path="/link/nothing", peer="198.51.100.9")
    for reply in (
        *(jo.ask(end) for end in ("", "/accept", "/changes", "/brief.docx", "/brief.pdf")),
        *(jo.ask("/accept", body) for body in ({"revision": "1"}, b"x=" + b"a" * 40_000, b"\xff")),
        replace(jo, headers={"content-type": "text/plain"}).ask("/accept", {}),
        *[stranger.ask() for _ in range(121)][::120],
    ):
        assert reply.headers["content-security-policy"].startswith("default-src 'none'"), reply.status
        assert reply.headers["referrer-policy"] == "no-referrer"
        assert reply.headers["cache-control"] == "no-store"
        assert reply.headers["x-robots-tag"] == "noindex, nofollow"
        assert "set-cookie" not in reply.headers


def test_an_address_that_floods_is_turned_away_before_anything_is_looked_up(house: Reception) -> None:
    jo = jo_of(house)
    stranger = replace(jo, path="/link/nothing", peer="198.51.100.7")
    statuses = [stranger.ask().status for _ in range(130)]
    assert statuses == [404] * 120 + [429] * 10
    assert stranger.ask().headers["retry-after"] == "60"
    assert jo.ask().status == 200


def test_a_link_that_is_flooded_from_everywhere_rests(house: Reception) -> None:
    jo = jo_of(house)
    statuses = [replace(jo, peer=f"198.51.100.{i}").ask(method="HEAD").status for i in range(65)]
    assert statuses.count(429) == 5
    form = {"revision": "1", "seal": "x"}
    assert [replace(jo, peer=f"192.0.2.{i}").ask("/accept", form).status for i in range(12)] == [403] * 10 + [429] * 2
