"""What the store refuses, each naming the entity it is about."""

from dispatch.errors import Conflict, DispatchError, NotFound


class ConflictError(Conflict):
    """Somebody else changed `subjects` since they were read. What they wrote stands."""

    def __init__(self, subjects: tuple[str, ...]) -> None:
        self.subjects = subjects
        super().__init__(
            f"{' and '.join(subjects) or 'the same data'} was changed by somebody else meanwhile; "
            "nothing of this change was written: read it again and repeat the change"
        )


class AlreadyExists(Conflict):
    """A natural key (`columns` of `kind`) is taken."""

    def __init__(self, kind: str, columns: tuple[str, ...], subjects: tuple[str, ...]) -> None:
        self.kind, self.columns, self.subjects = kind, columns, subjects
        super().__init__(
            f"a {kind} with the same {' and '.join(columns)} exists already; "
            f"nothing was written of: {', '.join(subjects)}"
        )


class StillInUse(Conflict):
    """Something else refers to what was to be removed."""

    def __init__(self, subjects: tuple[str, ...]) -> None:
        self.subjects = subjects
        super().__init__(
            f"{', '.join(subjects) or 'it'} cannot be removed: something else still refers to it"
        )


class UnusableDatabase(DispatchError):
    """The database URL cannot be used; the text says why."""


class NoDatabase(NotFound):
    """The embedded database was not made yet."""

    def __init__(self, url: str) -> None:
        super().__init__(
            f"there is no database at {url} yet: make one with `dispatch init`, "
            "or look at the sample city with `dispatch demo`"
        )
        self.url = url
