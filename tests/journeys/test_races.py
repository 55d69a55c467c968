from concurrent.futures import ThreadPoolExecutor

from tests.journeys.northfold import DESIGN, DESIGNER, Northfold, read
from tests.journeys.steps import SECOND_DESIGNER, approvals, approve, at_design, told_once


def test_of_two_approvers_at_once_one_wins_and_the_other_is_told_who(everywhere: Northfold) -> None:
    town = everywhere
    for rivals in ((DESIGNER, SECOND_DESIGNER), (SECOND_DESIGNER, DESIGNER), (DESIGNER, SECOND_DESIGNER)):
        town.forget_whispers()
        message = at_design(town)
        with ThreadPoolExecutor(2) as threads:
            clicks = list(threads.map(approve, (town, town), rivals, (message, message)))
        assert [click["ok"] for click in clicks] == [True, True]
        [(_, winner)] = approvals(town)
        loser = next(user for user in rivals if user != winner)
        told_once(town, loser, DESIGN, f"<@{winner}> approved revision 1")


def test_a_yes_and_a_no_at_once_are_one_decision(everywhere: Northfold) -> None:
    town = everywhere
    message = at_design(town)
    person = town.person(SECOND_DESIGNER)
    person.click(message, "request_changes")
    view = person.view("changes")
    with ThreadPoolExecutor(2) as threads:
        yes = threads.submit(approve, town, DESIGNER, message)
        no = threads.submit(person.submit, {"note": "Make it smaller."}, view)
        assert (yes.result()["ok"], no.result()["ok"]) == (True, True)
    assert len([kind for kind in town.kinds() if kind in {"approved", "changes_requested"}]) == 1
    if "approved" in town.kinds():
        assert f"approved revision 1 of {town.newest} already" in read(person.view(None))
    else:
        told_once(town, DESIGNER, DESIGN, "asked for changes to revision 1")
