"""Numbers as people read them."""


def minutes(seconds: int) -> str:
    """Whole minutes, rounded up; short times in seconds."""
    if seconds < 60:
        return f"{seconds} second{'' if seconds == 1 else 's'}"
    whole = -(-seconds // 60)
    if whole < 120:
        return f"{whole} minute{'' if whole == 1 else 's'}"
    hours, rest = divmod(whole, 60)
    return f"{hours} h {rest:02d} min" if rest else f"{hours} h"
