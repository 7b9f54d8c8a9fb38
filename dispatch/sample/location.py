"""Where the sample data lies, in a checkout and in an installed wheel."""

from pathlib import Path

PACKAGED = Path(__file__).parent / "data"
CHECKOUT = Path(__file__).parents[2] / "sample_data"


def sample_data_folder() -> Path:
    """Returns the folder with the sample data's files.

    A wheel carries them as `dispatch/sample/data` (hatch_build.py puts them there); a checkout has
    them at its root, where people look for examples of the import.
    """
    return PACKAGED if PACKAGED.is_dir() else CHECKOUT
