"""Which files does somebody who comes by a link download? The clean copy, in Word and, where possible, as a PDF."""

from collections import OrderedDict
from threading import Lock

from bot.contents import content_of
from bot.documents import document
from bot.services import Services
from bot.word.pdf import pdf
from bot.word.render import Audience
from workflow.brief import Brief

_MOST_KEPT = 8
_Key = tuple[str, int]


class Papers:
    """Makes the files; one PDF at a time, since LibreOffice takes a core and 200 MB, and the last few are kept."""

    def __init__(self, services: Services) -> None:
        self._services = services
        self._one_at_a_time = Lock()
        self._kept: OrderedDict[_Key, bytes] = OrderedDict()

    @property
    def has_pdf(self) -> bool:
        """Tell whether PDFs can be made here at all."""
        return self._services.office is not None

    def word(self, brief: Brief, number: int) -> bytes:
        """Return the clean copy of a revision as a Word document."""
        revision = brief.written(number)
        content = content_of(self._services.drafts, brief, revision)
        return document(brief, content, revision, self._services.templates.in_force(revision.at), Audience.OUTSIDE)

    def pdf(self, brief: Brief, number: int) -> bytes | None:
        """Return the clean copy as a PDF; None while another is being made, or when it cannot be."""
        key = (brief.id, number)
        if not self._one_at_a_time.acquire(blocking=False):
            return None
        try:
            made = self._kept.pop(key, None) or pdf(self.word(brief, number), office=self._services.office)
            if made is not None:
                self._kept[key] = made
            while len(self._kept) > _MOST_KEPT:
                self._kept.popitem(last=False)
            return made
        finally:
            self._one_at_a_time.release()
