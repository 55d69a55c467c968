from workflow.drafting.freetext import address, portraits, read_notes


def test_labelled_notes_are_sorted_and_the_rest_is_kept_word_for_word() -> None:
    notes = read_notes(
        "Tone: dry\n- RTB: tested to 50,000 flexes\nproof: a film\nStock lands late. Mind it.\nColour: red"
    )
    assert notes.about("tone") == ("dry",)
    assert notes.about("reasons") == ("tested to 50,000 flexes", "a film")
    assert notes.rest == ("Stock lands late.", "Mind it.", "Colour: red")


def test_no_notes_answer_nothing() -> None:
    assert read_notes(None).about("tone") == ()
    assert read_notes(None).rest == ()


def test_a_web_address_is_taken_for_the_call_to_action_unless_one_is_labelled() -> None:
    assert read_notes("Buy at https://a.example/x now.\nBye.").about("call to action") == (
        "Buy at https://a.example/x now.",
    )
    labelled = read_notes("CTA: Book today\nSee https://a.example")
    assert labelled.about("call to action") == ("Book today",)
    assert labelled.rest == ("See https://a.example",)


def test_addresses_are_found_without_the_full_stop_after_them() -> None:
    assert address("Go to www.a.example/b.") == "www.a.example/b"
    assert address("Go home.") is None


def test_one_audience_is_told_apart_into_description_need_barrier_and_rest() -> None:
    (found,), shared = portraits("Parents who drive. They want space. But it costs too much. They read a lot.")
    assert (found.name, found.description) == ("Main audience", "Parents who drive.")
    assert (found.need, found.barrier, found.rest) == (
        "They want space.",
        "But it costs too much.",
        ("They read a lot.",),
    )
    assert shared == ()


def test_a_list_is_one_audience_an_item_and_what_surrounds_it_belongs_to_all() -> None:
    found, shared = portraits("Two groups:\n1. Young families who need space\n2. Our oldest friends\nAll near a shop.")
    assert [each.name for each in found] == ["Young families", "Audience 2"]
    assert shared == ("Two groups:", "All near a shop.")


def test_a_sentence_about_the_company_is_not_taken_for_a_name() -> None:
    (found,), _ = portraits("Northfold serves walkers, near and far.")
    assert found.name == "Main audience"


def test_text_without_a_sentence_still_makes_an_audience() -> None:
    (found,), _ = portraits("- ")
    assert found.description == "-"
