import pytest

from workflow.checks.reading import grade


@pytest.mark.parametrize(
    ("text", "least", "most"),
    [
        ("", 0, 0),
        ("12, 14.", 0, 0),
        ("The cat sat on the mat. The dog ran.", 0, 1),
        ("Walkers buy boots when the path is wet and the train home is warm.", 2, 6),
        ("Considerable organisational capability accelerates commercialisation.", 25, 60),
    ],
)
def test_a_text_is_as_hard_as_its_sentences_and_words_are_long(text: str, least: float, most: float) -> None:
    assert least <= grade(text) <= most


def test_a_list_is_read_item_by_item() -> None:
    assert grade("- Wet paths\n- Warm trains") < grade("Wet paths and warm trains and dry feet and a pub")
