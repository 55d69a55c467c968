"""What is the content of a revision, what differs between two, and who may bring one, whatever the workflow?"""

from storage.drafts import Drafts
from workflow.brief import Brief, Revision
from workflow.difference import Difference, differences
from workflow.draft import ChangeAnswer, Draft
from workflow.errors import NotAllowed
from workflow.inputs import CAMPAIGN
from workflow.kinds.changed import paper_differences
from workflow.kinds.paper import Answer, Paper
from workflow.kinds.registry import noun_of


def content_of(drafts: Drafts, brief: Brief, revision: Revision) -> Draft | Paper:
    """Return what a revision of `brief` says: a draft, or a paper where its workflow is not the campaign brief's.

    Raises:
        StorageError: when it is not kept or cannot be read.
    """
    read = drafts.load if brief.workflow == CAMPAIGN else drafts.load_paper
    return read(revision.content_hash)


def answers_of(drafts: Drafts, brief: Brief, revision: Revision) -> tuple[ChangeAnswer | Answer, ...]:
    """Return what a revision says about the changes that were requested."""
    return content_of(drafts, brief, revision).answers


def changed_between(drafts: Drafts, brief: Brief, before: Revision, after: Revision) -> tuple[Difference, ...]:
    """Return what differs between two revisions of `brief`, in reading order."""
    old, new = content_of(drafts, brief, before), content_of(drafts, brief, after)
    if isinstance(old, Draft) and isinstance(new, Draft):
        return differences(old, new)
    return paper_differences(old, new) if isinstance(old, Paper) and isinstance(new, Paper) else ()


def only_campaigns(brief: Brief) -> None:
    """Let no edited document of another workflow than the campaign brief's pass: nothing reads it back.

    Raises:
        NotAllowed: with what to do instead.
    """
    if brief.workflow != CAMPAIGN:
        raise NotAllowed(
            f"{brief.id} is a {noun_of(brief.workflow)}, and Baton reads edited documents of campaign briefs only. "
            "Nothing was changed. Its author mends it with “Withdraw to edit”; whoever decides on it requests changes."
        )
