"""The command `kiosk`, which `python -m kiosk` is, too."""

import gc
import sys

from kiosk import archive


def process() -> int:
    """Run the command line of this process, its modules out of the archive if there is one."""
    archive.use()
    gc.disable()  # modules are no garbage
    from kiosk import cli  # noqa: PLC0415 - out of the archive

    gc.enable()
    return cli.process()


if __name__ == "__main__":
    sys.exit(process())
