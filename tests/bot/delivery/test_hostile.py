"""Is a harmful file that somebody drops into a brief's thread refused to them alone, and does it go nowhere?"""

from tests.bot.delivery.sending import drop, opened, root, whispers
from tests.bot.office import Office
from tests.bot.word.hostile import CORPUS

DROPPED = (
    "a PDF",
    "encrypted parts",
    "a bomb of text",
    "a macro project inside",
    "an entity that reads a file",
    "a template fetched from elsewhere",
    "a field that starts a program",
    "an embedded object",
)


def files(office: Office) -> list[str]:
    """Return the name of every file that Baton has put anywhere."""
    return [str(call.args["filename"]) for call in office.sandbox.calls("files.getUploadURLExternal")]


def test_a_harmful_file_is_refused_to_its_sender_and_forwarded_to_nobody(office: Office) -> None:
    opened(office)
    thread, sent = root(office), files(office)
    for number, name in enumerate(DROPPED, start=1):
        build, _ = CORPUS[name]
        drop(office, build(), thread)
        assert len(whispers(office, thread)) == number, name
    assert files(office) == sent
    assert office.brief().revision == 1
