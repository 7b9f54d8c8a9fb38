"""Days as people write them on a command line."""

from datetime import date, timedelta

import click

from dispatch.planning.local_day import day_from_text

RELATIVE = {"yesterday": -1, "today": 0, "tomorrow": 1}


class DayType(click.ParamType[str]):
    """`2026-03-17`, or `yesterday`, `today`, `tomorrow`, counted where the base is."""

    name = "day"

    def convert(
        self, value: object, param: click.Parameter | None, ctx: click.Context | None
    ) -> str:
        """Accepts the text; what "today" means is known when the database is open."""
        text = str(value).strip().lower()
        if text not in RELATIVE:
            try:
                day_from_text(text)
            except ValueError:
                words = ", ".join(RELATIVE)
                self.fail(f"{value!r} is not a day: give YYYY-MM-DD or {words}", param, ctx)
        return text


def day_of(text: str, today: date) -> date:
    """The date a word or an ISO text names."""
    if text in RELATIVE:
        return today + timedelta(days=RELATIVE[text])
    return day_from_text(text)


day_option = click.option(
    "--date",
    "day",
    type=DayType(),
    default="today",
    show_default=True,
    help="YYYY-MM-DD, yesterday, today or tomorrow.",
)
base_option = click.option("--base", default=None, help="Code of the base, if there are several.")
