"""What does a click tell us? The values that buttons carry, readable for as long as old messages stand."""

from typing import Annotated, Literal, Self

from pydantic import Field, ValidationError

from workflow.draft import Section
from workflow.values import Value

APPROVE = "approve"
REQUEST_CHANGES = "request_changes"
DECLINE = "decline"
REQUEST_SAID = "request_said"
ONLY_COMMENT = "only_comment"
GATHER = "gather"
LOOK_AGAIN = "look_again"
WITHDRAW = "withdraw"
PAUSE = "pause"
RESUME = "resume"
DUPLICATE = "duplicate"
SHOW_FINDINGS = "show_findings"
RETRY_DRAFT = "retry_draft"
RETRY_DELIVERY = "retry_delivery"
CANCEL = "cancel"
OVERRIDE = "override"
REVISE = "revise"
USE_EDIT = "use_edit"
REQUEST_REMARKS = "request_remarks"
REMOVE_ITEM = "remove_item"
MAKE_LINK = "make_link"
REVOKE_LINK = "revoke_link"
CHOOSE_PLACE = "choose_place"
USE_TEMPLATE = "use_template"
PREVIEW_TEMPLATE = "preview_template"
DISCARD_TEMPLATE = "discard_template"
REPLACE_TEMPLATE = "replace_template"
OWN_DESIGN = "own_design"
SETUP = "setup"
SETUP_EDIT = "setup_edit"
SETUP_MORE = "setup_more"
SETUP_ADD = "setup_add"
SETUP_LOOK = "setup_look"
SETUP_DISCARD = "setup_discard"
SETUP_HISTORY = "setup_history"
SETUP_WHEN = "setup_when"
SETUP_CHANNEL = "setup_channel"
JUDGE_PAIR = "shadow_judge"
RESEND_PAIR = "shadow_resend"
TRIAL_REPORT = "shadow_report"
GO_LIVE = "shadow_live"
END_TRIAL = "shadow_end"
REASSIGN = "reassign"
CONFIRM_ABSENCE = "confirm_absence"
END_ABSENCE = "end_absence"
NEW_BRIEF = "new_brief"
MESSAGE_BRIEF = "brief_from_message"
TELL_OUTCOME = "tell_outcome"
TELL_NOT_RUN = "tell_not_run"
WRITE_GUIDANCE = "write_guidance"
WITHDRAW_GUIDANCE = "withdraw_guidance"
TELL_MINUTES = "tell_minutes"
"""Common beginning of the buttons that tell how many minutes a brief took; each has its own number behind it."""

ItemId = Annotated[str, Field(pattern=r"^LIB-\d{1,12}$")]
StageName = Annotated[str, Field(min_length=1, max_length=30)]
BriefId = Annotated[str, Field(pattern=r"^[A-Z]{2,5}-\d{1,12}$")]


class OldButton(ValueError):
    """A button whose value cannot be read any more; the message is a sentence for the person who clicked."""

    def __init__(self) -> None:
        super().__init__("Baton cannot read this button any more. `/brief list` shows where your briefs stand.")


class _ButtonValue(Value):
    v: Literal[1] = 1

    def dumps(self) -> str:
        """Return the compact form that travels in the button, under 200 characters."""
        return self.model_dump_json()

    @classmethod
    def loads(cls, text: str) -> Self:
        """Return the value that `text` holds.

        Raises:
            OldButton: when it holds none.
        """
        try:
            return cls.model_validate_json(text)
        except ValidationError:
            raise OldButton from None


class DecisionValue(_ButtonValue):
    """Which revision of which brief the person saw, at which stage."""

    brief: BriefId
    stage: StageName
    revision: Annotated[int, Field(ge=1)]


class RequestValue(_ButtonValue):
    """Which revision's requests somebody may hand on: those of one stage, or of all that decide on it."""

    brief: BriefId
    revision: Annotated[int, Field(ge=0)]
    stage: Annotated[str, Field(min_length=1, max_length=30)] | None = None


class BriefValue(_ButtonValue):
    """Which brief a button of the author's message is about."""

    brief: BriefId


class MinutesValue(BriefValue):
    """How many minutes of their own the author says that the brief took."""

    minutes: Annotated[int, Field(ge=1, le=10_000)]


class SectionValue(_ButtonValue):
    """For which section somebody wants to write standing guidance; None where they are still to say."""

    section: Section | None = None


class GuidanceValue(_ButtonValue):
    """Which standing guidance a button withdraws."""

    number: Annotated[int, Field(ge=1)]


class ItemValue(_ButtonValue):
    """Which item of the library a button removes."""

    item: ItemId


class AbsenceValue(_ButtonValue):
    """Which absence a button confirms or ends."""

    absence: Annotated[int, Field(ge=1)]


class LinkValue(_ButtonValue):
    """For which brief somebody without Slack is to get a link, and to which of its stages, if that is settled."""

    brief: BriefId
    stage: StageName | None = None


class RevokeValue(_ButtonValue):
    """Whose link to which brief a button ends."""

    brief: BriefId
    person: Annotated[str, Field(pattern=r"^L[A-Z2-7]{1,30}$")]


class TemplateValue(_ButtonValue):
    """Which template that somebody brought a button of its card is about."""

    template: Annotated[int, Field(ge=1)]


class TrialValue(_ButtonValue):
    """Which trial of the agent a button is about."""

    trial: Annotated[int, Field(ge=1)]


class PairValue(TrialValue):
    """Which pair of a trial a button is about: nothing in it tells whose brief is which."""

    pair: Annotated[int, Field(ge=1)]


class SeenTrialValue(TrialValue):
    """How far a trial had come when its figures were shown to whoever decides on them."""

    position: Annotated[int, Field(ge=1)]


class RemarksValue(DecisionValue):
    """In the margin of which file stands what an approver may ask for, of which revision, at which stage."""

    file: Annotated[str, Field(pattern=r"^F\w{1,30}$")]


class SaidValue(DecisionValue):
    """Which reply of theirs somebody may turn into a request for changes: the timestamp of the message."""

    said: Annotated[str, Field(pattern=r"^\d{1,11}\.\d{1,6}$")]

    @property
    def decision(self) -> DecisionValue:
        """What the decision is about, without the reply."""
        return DecisionValue(brief=self.brief, stage=self.stage, revision=self.revision)


class EditValue(_ButtonValue):
    """Which edited document its writer may use all the same; `newest` is the revision that was it when they were asked.

    A button of before that was asked has none.
    """

    brief: BriefId
    based_on: Annotated[int, Field(ge=1)]
    content_hash: Annotated[str, Field(pattern=r"^[0-9a-f]{64}$")]
    newest: Annotated[int, Field(ge=1)] | None = None


class SetupValue(_ButtonValue):
    """Which part of the team's settings a button is about, and what it does with it; `stage` is a stage's name."""

    part: Literal["team", "stage", "when", "digest", "reminders", "admins"]
    stage: Annotated[str, Field(max_length=30)] = ""
    deed: Literal["edit", "when", "up", "down", "test", "remove"] = "edit"
