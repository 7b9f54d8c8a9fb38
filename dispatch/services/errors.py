"""What can go wrong in a use case, said so that a person knows what to do next."""

from collections.abc import Mapping, Sequence
from datetime import date

from dispatch.errors import Conflict, DispatchError, NotFound


class UnknownBase(NotFound):
    """A base was named that does not exist."""

    def __init__(self, code: str, known: Sequence[str]) -> None:
        super().__init__(f"there is no base {code!r}; known: {', '.join(known) or 'none'}")
        self.code = code


class NoBase(NotFound):
    """No base to work with, or several and none was named."""

    def __init__(self, known: Sequence[str]) -> None:
        if known:
            message = f"there are several bases, name one with --base: {', '.join(known)}"
        else:
            message = "the database holds no base yet: import one, or run `dispatch demo`"
        super().__init__(message)
        self.known = tuple(known)


class NoPlan(NotFound):
    """There is no plan to show or publish."""

    def __init__(self, message: str, day: date | None = None, plan_id: int | None = None) -> None:
        super().__init__(message)
        self.day = day
        self.plan_id = plan_id

    @classmethod
    def on(cls, base: str, day: date) -> "NoPlan":
        return cls(f"{base} has no plan for {day}: make one with `dispatch plan --date {day}`", day)

    @classmethod
    def numbered(cls, plan_id: int) -> "NoPlan":
        return cls(f"there is no plan {plan_id}; `dispatch show` names them", plan_id=plan_id)


class PlanRejected(DispatchError):
    """A judge has something against a plan that was to be published."""

    def __init__(self, faults: Mapping[int, Sequence[str]]) -> None:
        told = (f"plan {number}: {fault}" for number, found in faults.items() for fault in found)
        super().__init__(
            "not published, plan again with the data of today:\n  " + "\n  ".join(told)
        )
        self.faults = dict(faults)


class NotADemo(DispatchError):
    """The demo was started on a database that holds real data."""

    def __init__(self, url: str) -> None:
        super().__init__(
            f"the database {url} holds data that did not come from the demo; "
            "set DISPATCH_DATABASE_URL to another one for the demo"
        )


class UnknownTechnician(NotFound):
    """A technician was named that does not exist."""

    def __init__(self, code: str) -> None:
        super().__init__(f"there is no technician {code!r}")
        self.code = code


class UnknownOrder(NotFound):
    """A work order was named that does not exist."""

    def __init__(self, number: str) -> None:
        super().__init__(f"there is no work order {number!r}")
        self.number = number


class NotInPlan(NotFound):
    """A work order has no visit in the plan of a day."""

    def __init__(self, number: str, day: date) -> None:
        super().__init__(f"the plan of {day} has no visit for work order {number}")
        self.number = number
        self.day = day


class PortTaken(DispatchError):
    """Another program listens on the port."""

    def __init__(self, port: int) -> None:
        super().__init__(f"port {port} is taken: name another with --port or DISPATCH_PORT")
        self.port = port


class PublishedElsewhere(Conflict):
    """A draft holds visits that another day's published plan has promised already."""

    def __init__(self, visits: Sequence[tuple[str, date]]) -> None:
        named = ", ".join(f"{number} on {day}" for number, day in visits)
        super().__init__(
            f"published already for another day: {named}; plan this day again, "
            "or publish it together with a new plan of that day"
        )
        self.visits = tuple(visits)
