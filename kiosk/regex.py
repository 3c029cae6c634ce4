"""Regular expressions that are compiled when they are first used: a start uses few of them."""

import re
from typing import Any, AnyStr, cast

_KNOWN: list["_Pattern"] = []


class _Pattern:
    """Stands for the compiled pattern; each of its methods is looked up once."""

    def __init__(self, source: Any, flags: int) -> None:
        self._asked = source, flags
        _KNOWN.append(self)

    def compiled(self) -> Any:
        """The pattern itself; `re` remembers what it has compiled."""
        return re.compile(*self._asked)

    def __getattr__(self, name: str) -> Any:
        found = self.__dict__[name] = getattr(self.compiled(), name)
        return found


def regex(source: AnyStr, flags: int = 0) -> re.Pattern[AnyStr]:
    """A pattern as of re.compile; what is wrong with it is told at its first use."""
    return cast(re.Pattern[AnyStr], _Pattern(source, flags))


def compile_all() -> None:
    """Compile all patterns that there are, for whoever keeps what becomes of them."""
    for pattern in _KNOWN:
        pattern.compiled()
