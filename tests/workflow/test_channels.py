"""Is a channel understood by the names that people use?"""

import pytest

from workflow.channels import Channel, parse_channel


@pytest.mark.parametrize("channel", Channel)
def test_a_channel_is_known_by_its_id_and_by_its_label(channel: Channel) -> None:
    assert parse_channel(channel.value) is channel
    assert parse_channel(channel.label) is channel
    assert channel.label[0].isupper()


@pytest.mark.parametrize(
    ("spoken", "meant"),
    [
        ("Google Ads", Channel.PAID_SEARCH),
        ("  paid-search ", Channel.PAID_SEARCH),
        ("INSTAGRAM", Channel.META),
        ("podcasts", Channel.AUDIO),
        ("E-mail", Channel.EMAIL),
        ("twitter", Channel.X),
    ],
)
def test_common_names_are_understood(spoken: str, meant: Channel) -> None:
    assert parse_channel(spoken) is meant


def test_an_unknown_channel_is_refused_with_the_list_of_what_there_is() -> None:
    with pytest.raises(ValueError, match=r"^There is no channel called “fax”\. Choose from: email, .*push\.$"):
        parse_channel("fax")


def test_a_long_wrong_name_is_shortened_in_the_refusal() -> None:
    with pytest.raises(ValueError, match=r"“x{40}”"):
        parse_channel("x" * 5000)


def test_a_channel_is_named_by_a_word() -> None:
    with pytest.raises(ValueError, match="named by a word"):
        parse_channel(7)
