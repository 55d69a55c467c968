"""On which days and in which hours does a team work, a country's public holidays included?"""

from collections.abc import Container, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from workflow.team import WEEKDAYS, CalendarSettings, parse_hours
from workflow.values import InvalidInput
from workflow.worktime import WorkingCalendar

_SOME = 8


@dataclass(frozen=True)
class PublicHolidays(Container[date]):
    """The public holidays of a country, or of one of its subdivisions.

    Whole years are looked up and kept as finished sets: the library's own lazy ones can be read half filled by a
    second thread.
    """

    country: str
    subdivision: str | None = None

    def __contains__(self, day: object) -> bool:
        return isinstance(day, date) and day in _year(self.country, self.subdivision, day.year)


@lru_cache(maxsize=64)
def working_calendar(settings: CalendarSettings) -> WorkingCalendar:
    """Return the working calendar that a team's settings mean.

    Raises:
        InvalidInput: naming `team.holidays`, when the country or its subdivision is unknown.
    """
    opens, closes = parse_hours(settings.working_hours)
    return WorkingCalendar(
        timezone=settings.zone,
        weekdays=frozenset(WEEKDAYS.index(day) for day in settings.working_days),
        opens=opens,
        closes=closes,
        holidays=_holidays(settings.holidays),
    )


def _holidays(listed: str | tuple[date, ...]) -> Container[date]:
    if not isinstance(listed, str):
        return frozenset(listed)
    country, _, subdivision = listed.partition("-")
    _known(country, subdivision)
    return PublicHolidays(country, subdivision or None)


def _known(country: str, subdivision: str) -> None:
    import holidays  # noqa: PLC0415  # a quarter of a second that only teams naming a country should wait for

    try:
        known = holidays.country_holidays(country).subdivisions
    except NotImplementedError:
        mend = "use a two-letter country code like GB, DE or US, or list the dates"
        raise InvalidInput({"team.holidays": f"no public holidays are known for “{country}”; {mend}"}) from None
    if subdivision and subdivision not in known:
        raise InvalidInput({"team.holidays": _unknown_subdivision(country, subdivision, known)})


def _unknown_subdivision(country: str, subdivision: str, known: Sequence[str]) -> str:
    if not known:
        return f"{country} has no subdivisions here; write “{country}” alone, or list the dates"
    shown = ", ".join(f"{country}-{code}" for code in known[:_SOME]) + (" …" if len(known) > _SOME else "")
    return f"{country} has no “{subdivision}”; use one of {shown}, or “{country}” alone, or list the dates"


@lru_cache(maxsize=1024)
def _year(country: str, subdivision: str | None, year: int) -> frozenset[date]:
    import holidays  # noqa: PLC0415  # as above

    return frozenset(holidays.country_holidays(country, subdiv=subdivision, years=year, expand=False))
