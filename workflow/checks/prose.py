"""Which words of a draft are prose, for people to read?"""

from collections.abc import Iterator

from workflow.draft import Draft
from workflow.values import Value


def texts(value: object) -> Iterator[str]:
    """Yield the prose of a draft: every string of its sections, without sources, ids and what people asked for."""
    if isinstance(value, str) and type(value) is str:
        yield value
    elif isinstance(value, tuple):
        for item in value:
            yield from texts(item)
    elif isinstance(value, Value):
        skipped = {"sources", "answers", "notes", "limits", "written_by", "currency", "basis"}
        for name in type(value).model_fields:
            if not (name in skipped and isinstance(value, Draft)) and name != "sources":
                yield from texts(getattr(value, name))
