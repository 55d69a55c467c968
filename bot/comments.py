"""What did people comment in the thread of a stage's message, and what are they called?"""

from bot.failures import DeliveryError
from bot.groups import groups_of
from bot.services import Services
from bot.slack import Said
from bot.views.message_form import mentioned, plain_text
from workflow.brief import Brief
from workflow.events import Message
from workflow.gathering import Comment
from workflow.people import Person, is_outsider


def comments_in(services: Services, brief: Brief, stage: str, root: Message) -> list[Comment]:
    """Return what people wrote under `root`, which asks `stage`, as it is read, oldest first.

    People of an agency count in the thread of their own stage alone.
    """
    said = [one for one in services.slack.replies(root) if brief.is_outside(stage) or _is_of_team(services, brief, one)]
    people = {user for one in said for user in (one.user, *mentioned(one.text))}
    names = {user: name_of(services, user) for user in sorted(people)}
    return [Comment(by=names[one.user], text=plain_text(one.text, names)) for one in said]


def _is_of_team(services: Services, brief: Brief, said: Said) -> bool:
    writer = Person(id=said.user, workspace=said.workspace or brief.workspace)
    if any(stage.outside and stage.groups for stage in brief.chain):
        writer = writer.model_copy(update={"groups": groups_of(services, writer, brief)})
    return writer.workspace == brief.workspace and not is_outsider(writer, brief.chain, brief.workspace)


def name_of(services: Services, user: str) -> str:
    """Return a person's name, or their id where Slack does not tell at this moment."""
    try:
        return services.slack.profile(user).name
    except DeliveryError:
        return user
