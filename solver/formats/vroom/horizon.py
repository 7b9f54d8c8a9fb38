"""How late a day can last for vehicles without a time window."""

from collections.abc import Mapping

from solver.formats.vroom.schema import VroomProblem
from solver.problem import Travel


def horizon(fields: VroomProblem, travel: Mapping[str, Travel]) -> int:
    """A time so late that it binds nobody: the last window, then everything one by one."""
    windows = [window for job in fields.jobs for window in job.time_windows or ()]
    windows += [v.time_window for v in fields.vehicles if v.time_window is not None]
    rests = [rest for vehicle in fields.vehicles for rest in vehicle.breaks]
    windows += [window for rest in rests for window in rest.time_windows or ()]
    steps = [step for vehicle in fields.vehicles for step in vehicle.steps or ()]
    times = [t for s in steps for t in (s.service_at, s.service_after, s.service_before)]
    last = max((*(end for _, end in windows), *(t for t in times if t is not None)), default=0)
    longest = max((int(t.seconds.max(initial=0)) for t in travel.values()), default=0)
    on_site = sum(
        max((job.service, *job.service_per_type.values()))
        + max((job.setup, *job.setup_per_type.values()))
        for job in fields.jobs
    )
    return last + (len(fields.jobs) + 1) * longest + on_site + sum(rest.service for rest in rests)
