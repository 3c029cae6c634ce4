"""The clerk's commands, `kiosk notice` and `kiosk urgent`: what may be asked, what is answered."""

import argparse
import re
import sys
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn

from kiosk.calendar import moment
from kiosk.commands import OK, UNWELL, WRONG
from kiosk.config import Config, find, load
from kiosk.errors import KioskError

if TYPE_CHECKING:
    from kiosk.clerks.posted import Posted
    from kiosk.model import Notice

PICTURE = Path("thong-bao.png")
_STDIN = "-"
_EXITS = """\
mã kết thúc: 0 xong; 3 đã làm nhưng có điều cần xem lại; 1 chưa làm được;
2 câu lệnh hoặc kiosk.toml chưa đúng"""
_DATES = """\
Ngày giờ ghi như thường ngày: “30/11/2026”, “17h30 30/11”, “hết ngày 30/11”, “17h thứ Sáu”,
“ngày mai”. Một ngày là đến hết ngày đó. Bảng đang chạy đổi theo trong vài giây."""
_FAULTS = (
    (re.compile(r"the following arguments are required: (.*)"), "còn thiếu {}"),
    (re.compile(r"unrecognized arguments: (.*)"), "không hiểu {}"),
    (re.compile(r"argument (\S+): expected one argument"), "sau {} còn thiếu một mục"),
    (re.compile(r"argument \S+: invalid choice: (\S+) .*"), "không có lệnh {}"),
)


class Parser(argparse.ArgumentParser):
    """A parser of one command; it speaks Vietnamese to a clerk."""

    def __init__(self, *, vietnamese: bool = False, **more: Any) -> None:
        super().__init__(add_help=not vietnamese, **more)
        self.vietnamese = vietnamese
        if vietnamese:
            self._positionals.title, self._optionals.title = "nội dung", "tùy chọn"
            self.add_argument("-h", "--help", action="help", help="in hướng dẫn này")

    def format_help(self) -> str:
        return self._ours(super().format_help())

    def format_usage(self) -> str:
        return self._ours(super().format_usage())

    def parse_known_args(  # type: ignore[override]  # its types are overloads of this
        self, args: Any = None, namespace: Any = None
    ) -> tuple[Any, list[str]]:
        """As always, but a notice's text may also stand behind an option."""
        found, rest = super().parse_known_args(args, namespace)
        if self.vietnamese and rest:
            if not hasattr(found, "body") or any(one[:1] == "-" != one for one in rest):
                self.error(f"unrecognized arguments: {' '.join(rest)}")
            found.body, rest = [*found.body, *rest], []
        return found, rest

    def error(self, message: str) -> NoReturn:
        if not self.vietnamese:
            super().error(message)
        for pattern, says in _FAULTS:
            if found := pattern.fullmatch(message):
                message = says.format(found[1])
        self.print_usage(sys.stderr)
        self.exit(WRONG, f"{self.prog}: {message}; xem: {self.prog} --help\n")

    def _ours(self, words: str) -> str:
        return words.replace("usage: ", "cách dùng: ", 1) if self.vietnamese else words


def add_notice(adding: Any) -> None:
    """Add `kiosk notice`."""
    under = _group(adding, "notice", "đăng, xem và gỡ thông báo của phường")
    add = _command(under, "add", "đăng một thông báo", notice_add, _DATES)
    add.add_argument("title", metavar="TIÊU_ĐỀ", help="tiêu đề, trong dấu ngoặc kép")
    _content(add)
    add.add_argument("--until", metavar="LÚC", help="hiển thị đến lúc nào (30 ngày, nếu không ghi)")
    add.add_argument("--from", dest="since", metavar="LÚC", help="hiển thị từ lúc nào (ngay)")
    add.add_argument("--urgent", action="store_true", help="tin khẩn: chiếm cả bảng")
    _command(under, "list", "các thông báo, kể cả sắp hiển thị và hết hạn", notice_list, "")
    more = "Tệp được chuyển vào thư mục “đã gỡ” bên trong; muốn đăng lại thì chuyển nó ra."
    remove = _command(under, "remove", "gỡ một thông báo", notice_remove, more)
    which = "số trong `kiosk notice list`, tên tệp, hoặc một phần tiêu đề"
    remove.add_argument("notice", nargs="?", metavar="THÔNG_BÁO", help=which)
    remove.add_argument("--expired", action="store_true", help="gỡ mọi thông báo đã hết hạn")


def add_urgent(adding: Any) -> None:
    """Add `kiosk urgent`."""
    under = _group(adding, "urgent", "đưa tin khẩn lên cả bảng, và gỡ xuống")
    show = _command(under, "show", "đưa tin khẩn lên cả bảng", notice_add, _DATES)
    show.add_argument("title", metavar="TIN", help="việc gì, ở đâu, khi nào, trong dấu ngoặc kép")
    _content(show)
    show.add_argument("--until", required=True, metavar="LÚC", help="đến lúc nào; phải ghi")
    show.set_defaults(urgent=True, since=None)
    _command(under, "clear", "gỡ mọi tin khẩn", urgent_clear, "Bảng trở lại với các trang thường.")


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
    if composing.by_default(notice, asked, config.zone):
        when += " (30 ngày, vì không ghi --until)"
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
        print(f"Đã gỡ: {one.title}\ntệp còn ở: {posted.take_down(one)}")
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
    except (KioskError, OSError) as error:
        print(f"kiosk: chưa vẽ được trang: {error}", file=sys.stderr)
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


def _content(command: argparse.ArgumentParser) -> None:
    """What a notice says, and whether its page is drawn."""
    add = command.add_argument
    add(
        "body",
        nargs="*",
        metavar="NỘI_DUNG",
        help="mỗi mục một đoạn; “-”: đọc từ bàn phím hay ống dẫn",
    )
    add("--file", type=Path, metavar="TỆP", help="nội dung lấy từ tệp .txt này")
    add("--issuer", metavar="ĐƠN_VỊ", help="đơn vị thông báo, ví dụ “UBND Phường Bình Thới”")
    add("--show", type=_picture, nargs="?", const=PICTURE, metavar="TỆP.png",
        help=f"vẽ trang sẽ hiện vào tệp này ({PICTURE}); ghi sau cùng")  # fmt: skip
    add("--dry-run", action="store_true", help="chỉ vẽ xem thử, chưa đăng")


def _picture(words: str) -> Path:
    if not words.lower().endswith(".png"):
        raise argparse.ArgumentTypeError(f"“{words}” không phải tên tệp .png; ghi --show sau cùng")
    return Path(words)


def _group(adding: Any, name: str, says: str) -> Any:
    group = adding.add_parser(name, vietnamese=True, help=says, description=_sentence(says))
    return group.add_subparsers(
        title="các lệnh", required=True, metavar="LỆNH", parser_class=Parser
    )


def _command(
    under: Any, name: str, says: str, run: Callable[[argparse.Namespace], int], more: str
) -> argparse.ArgumentParser:
    parser: argparse.ArgumentParser = under.add_parser(
        name,
        vietnamese=True,
        help=says,
        description=f"{_sentence(says)}\n\n{more}".strip(),
        epilog=_EXITS,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    config = "thiết lập của bảng ($KIOSK_CONFIG, ./kiosk.toml, /etc/kiosk/kiosk.toml)"
    parser.add_argument("--config", type=Path, metavar="TỆP", help=config)
    parser.add_argument("--debug", action="store_true", help="in cả chỗ phát sinh lỗi")
    parser.set_defaults(run=run)
    return parser


def _sentence(says: str) -> str:
    return f"{says[0].upper()}{says[1:]}."
