"""Who else could take a visit, as words ready to show: on the board, on a page, as data."""

from typing import Any

from babel.numbers import format_currency, format_decimal
from flask_babel import get_locale

from dispatch.services.views.others import OthersView, OtherView
from web import formats, wording
from web.actions import action_sentences, one_after_the_other
from web.facts import Facts, listed
from web.texts import gettext, ngettext


def others_words(view: OthersView) -> dict[str, Any]:
    """Return the answer in the reader's language: `verdict`, and a line for each technician."""
    return {
        "order": view.number,
        "verdict": verdict(view),
        "others": [_line(other, view) for other in view.others],
    }


def verdict(view: OthersView) -> str:
    """Return the answer in one sentence."""
    match view.verdict:
        case "nobody":
            return gettext("Nobody else works on this day.")
        case "skill":
            return gettext("Nobody else has the skills and may come.")
        case "room":
            return gettext("Nobody else has room for it as things are.")
    count = len(view.able)
    return ngettext(
        "%(num)d technician could take it as things are.",
        "%(num)d technicians could take it as things are.",
        count,
    )


def _line(other: OtherView, view: OthersView) -> dict[str, Any]:
    zone = view.time_zone
    start = formats.near_time(other.start, zone, view.day) if other.start else ""
    return {
        "code": other.code,
        "name": other.name,
        "fits": other.fits,
        "start": gettext("from %(time)s", time=start) if start else "",
        "price": "" if other.extra is None else price(other.extra, view.currency),
        "terms": [
            f"{wording.cost_term(name)} {price(amount, view.currency)}"
            for name, amount in other.terms.items()
        ],
        "needs": _needs(other, view),
        "late": _late(other),
    }


def price(amount: float, currency: str) -> str:
    """Return a change of cost with its sign: "+€12.40"."""
    locale = get_locale()
    shown = (
        format_currency(abs(amount), currency, locale=locale)
        if currency
        else format_decimal(abs(amount), "#,##0.00", locale=locale)
    )
    return f"{'+' if amount > 0 else '−' if amount < 0 else '±'}{shown}"


def _needs(other: OtherView, view: OthersView) -> str:
    """Return what would have to change first; nothing for somebody who can as things are."""
    if other.fits:
        return ""
    if other.needs is None:
        return gettext("No change was found that would make room.")
    facts = Facts(other.needs["details"], view.names, view.time_zone)
    lacks = []
    if "skills" in facts:
        lacks.append(gettext("Lacks %(skills)s.", skills=facts.skills("skills")))
    if "allow" in facts:
        lacks.append(gettext("May not come, as the work order stands."))
    rest = {k: v for k, v in facts.details.items() if k not in ("skills", "allow")}
    return one_after_the_other([*lacks, action_sentences({**other.needs, "details": rest}, facts)])


def _late(other: OtherView) -> str:
    if not other.late:
        return ""
    orders = (
        gettext("%(order)s by %(span)s", order=order, span=formats.duration(late))
        for order, late in other.late.items()
    )
    return gettext("Late would be: %(orders)s.", orders=listed(orders))
