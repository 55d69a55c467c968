"""Can nobody write a link but us, and does nothing of one survive a change?"""

from datetime import UTC, datetime

from hypothesis import given
from hypothesis import strategies as st

from bot.tokens import Grant, fresh_person, fresh_secret, hashed, is_same, read, sealed, written

SECRET = "a secret that is long enough for tests"  # it opens nothing
GRANT = Grant(brief="BRF-12", stage="agency", person="LJO", until=datetime(2027, 1, 11, 9, tzinfo=UTC))
TOKEN = written(SECRET, GRANT)


def test_what_was_written_is_read() -> None:
    assert read(SECRET, TOKEN) == GRANT
    assert written(SECRET, GRANT) != TOKEN
    assert len(TOKEN) < 200


def test_another_secret_reads_nothing() -> None:
    assert read(fresh_secret(), TOKEN) is None


@given(st.integers(0, len(TOKEN) - 1), st.sampled_from("Aa0_-.%/ é\n"))
def test_no_character_can_be_changed(place: int, character: str) -> None:
    changed = TOKEN[:place] + character + TOKEN[place + 1 :]
    assert (read(SECRET, changed) == GRANT) is (changed == TOKEN)


@given(st.integers(0, len(TOKEN) - 1))
def test_no_part_of_it_will_do(length: int) -> None:
    assert read(SECRET, TOKEN[:length]) is None
    assert read(SECRET, TOKEN[length + 1 :]) is None
    assert read(SECRET, TOKEN + TOKEN[: length + 1]) is None


@given(st.text())
def test_whatever_strangers_send_is_read_as_nothing(text: str) -> None:
    assert read(SECRET, text) is None
    assert read(SECRET, f"{text}.{TOKEN.partition('.')[2]}") is None


def test_a_seal_is_for_one_link_deed_and_revision() -> None:
    other = written(SECRET, GRANT)
    seals = {
        sealed(secret, token, deed, revision)
        for secret in (SECRET, "another")
        for token in (TOKEN, other)
        for deed in ("accept", "changes")
        for revision in (1, 2)
    }
    assert len(seals) == 16
    assert is_same(sealed(SECRET, TOKEN, "accept", 1), sealed(SECRET, TOKEN, "accept", 1))


def test_ids_are_never_twice_the_same_and_hashes_tell_nothing() -> None:
    assert len({fresh_person() for _ in range(50)}) == 50
    assert hashed(TOKEN) not in TOKEN
    assert not is_same(hashed(TOKEN), hashed(TOKEN[:-1]))
