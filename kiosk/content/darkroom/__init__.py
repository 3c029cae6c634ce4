"""Foreign pictures decoded within bounds and made into ours; the door is `pictures`."""

import kiosk.seldom  # noqa: F401 - before Pillow is
