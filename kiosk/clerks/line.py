"""What each of the clerk's commands does: the clock and the terminal meet her notices here."""

import argparse
import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from kiosk.calendar import moment
from kiosk.clerks.parsing import PICTURE
from kiosk.config import Config, find, load
from kiosk.errors import KioskError
from kiosk.exits import OK, UNWELL

if TYPE_CHECKING:
    from kiosk.clerks.posted import Posted
    from kiosk.model import Notice

_STDIN = "-"


def notice_add(arguments: argparse.Namespace) -> int:
    """Put a notice up."""
    from kiosk.clerks import composing, posted, words  # noqa: PLC0415 - loaded by those who need it

    config, now = _board(arguments)
    asked = composing.Asked(
        title=arguments.title,
        body=_body(arguments),
        until=arguments.until or "",
        since=arguments.since or "",
        urgent=arguments.urgent,
        issuer=arguments.issuer or "",
    )
    notice = composing.composed(asked, config.zone, now)
    begins = "bây giờ" if notice.starts == now else moment(notice.starts, config.zone)
    kind = "tin khẩn" if notice.urgent else "thông báo"
    when = f"hiển thị từ {begins} đến {words.until(notice.ends, config.zone)}"
    when += composing.doubt(notice, asked, config.zone)
    if arguments.dry_run:
        print(f"Xem thử {kind}: {notice.title}\n{when}; chưa đăng gì.")
        return _show(config, notice, now, arguments.show or PICTURE)
    path = posted.put_up(config, notice, now)
    print(f"Đã đăng {kind}: {notice.title}\n{when}\ntệp: {path}")
    print(f"Muốn gỡ: kiosk notice remove {path.name}")
    return _show(config, notice, now, arguments.show)


def notice_list(arguments: argparse.Namespace) -> int:
    """List the notices."""
    from kiosk.clerks import posted  # noqa: PLC0415 - as above

    config, now = _board(arguments)
    found, unusable = posted.all_of(config, now)
    for line in (*posted.lines(found, config), *unusable):
        print(line)
    if not found:
        print("Chưa có thông báo nào.")
    return UNWELL if unusable or any(one.problems for one in found) else OK


def notice_remove(arguments: argparse.Namespace) -> int:
    """Take notices down."""
    from kiosk.clerks import posted, words  # noqa: PLC0415 - as above

    if bool(arguments.notice) == arguments.expired:
        raise words.AskedError(
            "Xin ghi một thông báo cần gỡ, hoặc --expired; xem số: kiosk notice list"
        )
    config, now = _board(arguments)
    found, _ = posted.all_of(config, now)
    if arguments.expired:
        asked = [one for one in found if one.state == posted.EXPIRED]
    else:
        asked = [posted.named(found, arguments.notice)]
    return _take_down(asked, "Không có thông báo nào hết hạn.")


def notice_restore(arguments: argparse.Namespace) -> int:
    """Put a notice that was taken down up again, or list them all."""
    from kiosk.clerks import posted  # noqa: PLC0415 - as above

    config, now = _board(arguments)
    kept = posted.taken_down(config, now)
    if arguments.notice:
        one = posted.named(kept, arguments.notice)
        print(f"Đã đăng lại: {one.title}\ntệp: {posted.put_back(one)}")
        return OK
    for line in posted.lines(kept, config):
        print(line)
    if not kept:
        print("Chưa có thông báo nào bị gỡ.")
    return OK


def urgent_clear(arguments: argparse.Namespace) -> int:
    """Take all that is urgent down."""
    from kiosk.clerks import posted  # noqa: PLC0415 - as above

    found, _ = posted.all_of(*_board(arguments))
    stands = (posted.SHOWN, posted.AHEAD)
    asked = [one for one in found if one.notice and one.notice.urgent and one.state in stands]
    return _take_down(asked, "Không có tin khẩn nào.")


def _take_down(asked: "list[Posted]", none: str) -> int:
    from kiosk.clerks import posted  # noqa: PLC0415 - as above

    for one in asked:
        kept = posted.take_down(one)
        print(f"Đã gỡ: {one.title}\ntệp còn ở: {kept}")
        if one.state != posted.EXPIRED and kept.parent != one.file.path.parent:
            print(f"Muốn đăng lại: kiosk notice restore {kept.name}")
    if not asked:
        print(none)
    return OK


def _show(config: Config, notice: "Notice", now: datetime, out: Path | None) -> int:
    """Draw the notice's page if it is asked for; say so if no page of the programme has it."""
    from kiosk.clerks import proof  # noqa: PLC0415 - as above

    try:
        if out is None:
            made = proof.Proof(proof.home(config, notice, now))
        else:
            made = proof.drawn(config, notice, now, out)
    except KioskError as error:
        print(f"kiosk: chưa vẽ được trang: {error}", file=sys.stderr)
        return UNWELL
    except OSError as error:
        print(f"kiosk: {out}: không ghi được hình ({error.strerror}).", file=sys.stderr)
        return UNWELL
    for path in made.pictures:
        print(f"hình trang: {path}")
    if not made.page:
        says = 'không trang nào trong [programme] pages hiển thị thông báo; thêm "notices" vào đó.'
        print(f"kiosk: {config.path}: {says}", file=sys.stderr)
    return OK if made.page else UNWELL


def _body(arguments: argparse.Namespace) -> str:
    from kiosk.clerks import composing, words  # noqa: PLC0415 - as above
    from kiosk.content.folders.notices import LARGEST  # noqa: PLC0415 - as above

    parts = []
    for part in arguments.body:
        data = sys.stdin.buffer.read(LARGEST + 1) if part == _STDIN else None
        parts.append(part if data is None else composing.text(data, "nội dung"))
    if arguments.file:
        try:
            with arguments.file.open("rb") as opened:
                parts.append(composing.text(opened.read(LARGEST + 1), str(arguments.file)))
        except OSError as error:
            why = error.strerror or type(error).__name__
            raise words.AskedError(f"{arguments.file}: không đọc được tệp này ({why}).") from error
    return "\n\n".join(parts)


def _board(arguments: argparse.Namespace) -> tuple[Config, datetime]:
    return load(find(arguments.config)), datetime.now(UTC)
