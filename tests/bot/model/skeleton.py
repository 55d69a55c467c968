"""What of a draft may no model touch, whatever it answers?"""

from typing import Any

from bot.model.passages import passages
from workflow.draft import Draft
from workflow.drafting.port import Assignment


def skeleton(draft: Draft, task: Assignment) -> dict[str, Any]:
    """Return everything of a draft that no model may touch."""
    data: dict[str, Any] = draft.model_dump(mode="json", exclude={"written_by", "limits", "answers"})
    for passage in passages(draft, task):
        node: Any = data
        *path, last = [int(step) if step.isdigit() else step for step in passage.id.split(".")]
        for step in path:
            node = node[step]
        node[last] = node[last]["sources"] if isinstance(node[last], dict) else "words"
    return data
