"""How a clerk asks, at the command line: `kiosk notice` and `kiosk urgent`, in Vietnamese."""

import argparse
import re
import sys
from pathlib import Path
from typing import Any, NoReturn

from kiosk.exits import WRONG

# Where the page that a clerk asks to see is drawn to, unless it says otherwise.
PICTURE = Path("thong-bao.png")
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

    def parse_known_args(self, args: Any = None, namespace: Any = None) -> tuple[Any, list[str]]:
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
    add = _command(under, "add", "đăng một thông báo", "notice_add", _DATES)
    add.add_argument("title", metavar="TIÊU_ĐỀ", help="tiêu đề, trong dấu ngoặc kép")
    _content(add)
    add.add_argument("--until", metavar="LÚC", help="hiển thị đến lúc nào (30 ngày, nếu không ghi)")
    add.add_argument("--from", dest="since", metavar="LÚC", help="hiển thị từ lúc nào (ngay)")
    add.add_argument("--urgent", action="store_true", help="tin khẩn: chiếm cả bảng")
    _command(under, "list", "các thông báo, kể cả sắp hiển thị và hết hạn", "notice_list", "")
    more = "Tệp được chuyển vào thư mục “đã gỡ” bên trong; đăng lại: kiosk notice restore"
    remove = _command(under, "remove", "gỡ một thông báo", "notice_remove", more)
    which = "số trong `kiosk notice list`, tên tệp, hoặc một phần tiêu đề"
    remove.add_argument("notice", nargs="?", metavar="THÔNG_BÁO", help=which)
    remove.add_argument("--expired", action="store_true", help="gỡ mọi thông báo đã hết hạn")
    more = "Không ghi gì: liệt kê những thông báo đã gỡ."
    restore = _command(under, "restore", "đăng lại một thông báo đã gỡ", "notice_restore", more)
    restore.add_argument("notice", nargs="?", metavar="THÔNG_BÁO", help="như khi gỡ")


def add_urgent(adding: Any) -> None:
    """Add `kiosk urgent`."""
    under = _group(adding, "urgent", "đưa tin khẩn lên cả bảng, và gỡ xuống")
    show = _command(under, "show", "đưa tin khẩn lên cả bảng", "notice_add", _DATES)
    show.add_argument("title", metavar="TIN", help="việc gì, ở đâu, khi nào, trong dấu ngoặc kép")
    _content(show)
    show.add_argument("--until", required=True, metavar="LÚC", help="đến lúc nào; phải ghi")
    show.set_defaults(urgent=True, since=None)
    _command(
        under,
        "clear",
        "gỡ mọi tin khẩn",
        "urgent_clear",
        "Bảng trở lại với các trang thường.",
    )


def _content(command: argparse.ArgumentParser) -> None:
    """What a notice says, and whether its page is drawn."""
    add = command.add_argument
    add(
        "body",
        nargs="*",
        default=[],
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


def _command(under: Any, name: str, says: str, run: str, more: str) -> argparse.ArgumentParser:
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
    parser.set_defaults(run=f"clerks.line:{run}")
    return parser


def _sentence(says: str) -> str:
    return f"{says[0].upper()}{says[1:]}."
