"""Regular expressions that are compiled when they are first used: a start uses few of them."""

import re
from typing import Any, AnyStr, cast


class _Pattern:
    """Stands for the compiled pattern; each of its methods is looked up once."""

    def __init__(self, source: Any, flags: int) -> None:
        self._asked = source, flags

    def __getattr__(self, name: str) -> Any:
        # `re` remembers what it has compiled.
        found = self.__dict__[name] = getattr(re.compile(*self._asked), name)
        return found


def regex(source: AnyStr, flags: int = 0) -> re.Pattern[AnyStr]:
    """A pattern as of re.compile; what is wrong with it is told at its first use."""
    return cast(re.Pattern[AnyStr], _Pattern(source, flags))
