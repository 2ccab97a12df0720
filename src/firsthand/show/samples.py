"""Where is the invented coverage that ships with the program?"""

from importlib.resources import files
from pathlib import Path

from firsthand.model.errors import SettingsError


def samples_folder() -> Path:
    """The invented coverage: in the wheel beside the package, in a working copy beside `src`. Raises SettingsError."""
    package = Path(str(files("firsthand")))
    for folder in (package / "samples", package.parent.parent / "samples"):
        if folder.is_dir():
            return folder
    raise SettingsError("the sample coverage is not installed; name some coverage of your own")
