"""The one place where aware instants become integer seconds and back."""

import math
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from dispatch.planning.local_day import local_midnight


@dataclass(frozen=True)
class TimeAxis:
    """Seconds of real time since `origin`. A day of 23 or 25 hours is as long as it really is."""

    origin: datetime

    @classmethod
    def of_day(cls, day: date, time_zone: str) -> "TimeAxis":
        """The axis that starts at local midnight of a day."""
        return cls(local_midnight(day, time_zone))

    def floor(self, instant: datetime) -> int:
        """Last whole second at or before an instant: for ends, deadlines and latest times."""
        return math.floor((instant - self.origin).total_seconds())

    def ceil(self, instant: datetime) -> int:
        """First whole second at or after an instant: for starts and earliest times."""
        return math.ceil((instant - self.origin).total_seconds())

    def instant(self, seconds: int) -> datetime:
        return self.origin + timedelta(seconds=seconds)
