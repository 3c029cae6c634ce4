"""A disk as a power cut may leave it: what was written, and what of it was sure to be there.

Strict: a file's bytes are sure once it was synced, a name once its folder was; what is not sure
may be there or not.
"""

import re
from pathlib import Path

from msgspec import Struct, field
from traces import Call

# What lies at each path: bytes, or None for a folder.
Image = dict[str, bytes | None]
_LAST = re.compile(r"(\d+)$")


class Node(Struct, eq=False):
    """A file, or a folder (`data` None); `sure` is what a power cut leaves of its bytes."""

    data: bytearray | None = None
    sure: bytes | None = None

    def resized(self) -> bytes | None:
        """What is sure, as long as the file is; nothing but zeros where more was written."""
        if self.data is None or self.sure is None:
            return None
        return self.sure[: len(self.data)].ljust(len(self.data), b"\0")


class Open(Struct):
    """A file that a process has open."""

    node: Node
    at: int
    appends: bool


class Disk(Struct):
    """All that lies below `root`; what lies below the folder `glass` there is no disk's."""

    root: Path
    glass: str
    names: dict[str, Node] = field(default_factory=dict)
    sure: dict[str, Node] = field(default_factory=dict)
    open: dict[tuple[int, str], Open] = field(default_factory=dict)

    @classmethod
    def of(cls, root: Path, glass: str) -> "Disk":
        """As it lies there now, all of it sure."""
        made = cls(root, glass)
        for path in root.rglob("*"):
            data = None if path.is_dir() else path.read_bytes()
            node = Node(bytearray(data), data) if data is not None else Node()
            made.names[str(path.relative_to(root))] = node
        made.sure = dict(made.names)
        return made

    def apply(self, call: Call) -> None:
        """Do what a call did."""
        if not call.well:
            return
        match call.name:
            case "open" | "openat" | "creat":
                self._opens(call)
            case "write" | "pwrite64":
                self._writes(call, 1.0)
                self._moves(call)
            case "ftruncate":
                data = self._node(call).data
                assert data is not None
                _resize(data, _last(call))
            case "fsync" | "fdatasync":
                self._syncs(call)
            case "rename" | "renameat" | "renameat2":
                old, new = self._relative(call)
                self.names[new] = self.names.pop(old)
            case "link" | "linkat":
                old, new = self._relative(call)
                self.names[new] = self.names[old]
            case "unlink" | "unlinkat" | "rmdir":
                del self.names[self._relative(call)[0]]
            case "mkdir" | "mkdirat":
                self.names[self._relative(call)[0]] = Node()
            case name:
                raise NotImplementedError(name)

    def _opens(self, call: Call) -> None:
        name = self._name(call.file)
        node = self.names.get(name)
        if node is None:
            node = self.names[name] = Node(bytearray(), b"")
        if "O_TRUNC" in call.said and node.data is not None:
            node.data.clear()
        handle = call.gave.partition("<")[0]
        self.open[call.process, handle] = Open(node, 0, "O_APPEND" in call.said)

    def torn(self, call: Call) -> Image:
        """What a kill amid a write leaves: the first half of it."""
        data = self._node(call).data
        assert data is not None
        before = bytes(data)
        self._writes(call, 0.5)
        image = self.whole()
        data[:] = before
        return image

    def _writes(self, call: Call, share: float) -> None:
        data = self._node(call).data
        assert data is not None
        written = call.texts[0][: int(int(call.gave) * share)]
        at = self._place(call)
        _resize(data, max(len(data), at))
        data[at : at + len(written)] = written

    def _place(self, call: Call) -> int:
        """Where a call writes."""
        if call.name == "pwrite64":
            return _last(call)
        handle = self._handle(call)
        data = handle.node.data
        return len(data) if handle.appends and data is not None else handle.at

    def _moves(self, call: Call) -> None:
        if call.name == "write":
            self._handle(call).at += int(call.gave)

    def _handle(self, call: Call) -> Open:
        return self.open[call.process, call.said.partition("<")[0]]

    def _syncs(self, call: Call) -> None:
        node = self._node(call)
        if node.data is not None:
            node.sure = bytes(node.data)
            return
        folder = self._name(call.file)
        for name in {*self.names, *self.sure}:
            if str(Path(name).parent) != folder:
                continue
            if name in self.names:
                self.sure[name] = self.names[name]
            else:
                del self.sure[name]

    def _node(self, call: Call) -> Node:
        name = self._name(call.file)
        return self.names[name] if name != "." else Node()

    def _name(self, file: str) -> str:
        return str(Path(file).relative_to(self.root))

    def _relative(self, call: Call) -> list[str]:
        return [self._name(name) for name in call.files]

    def whole(self) -> Image:
        """All that was written: what a killed process leaves."""
        return {name: _bytes(node.data) for name, node in self.names.items()}

    def cut(self, *, names: bool, zeros: bool) -> Image:
        """What a power cut leaves: with `names` those that were not sure, too; with `zeros` files
        as long as they were, though their bytes were not sure.
        """
        found = self.names if names else self.sure
        return self._with_glass(
            {name: node.resized() if zeros else node.sure for name, node in found.items()}
        )

    def _with_glass(self, image: Image) -> Image:
        seen = {name: data for name, data in self.whole().items() if self._on_glass(name)}
        kept = {name: data for name, data in image.items() if not self._on_glass(name)}
        # A file is there if its folders are.
        folders = {name for name, data in kept.items() if data is None} | {"."}
        return seen | {
            name: data
            for name, data in kept.items()
            if all(str(above) in folders for above in Path(name).parents)
        }

    def _on_glass(self, name: str) -> bool:
        return Path(name).parts[0] == self.glass


def _resize(data: bytearray, size: int) -> None:
    del data[size:]
    data.extend(bytes(size - len(data)))


def _bytes(data: bytearray | None) -> bytes | None:
    return None if data is None else bytes(data)


def _last(call: Call) -> int:
    found = _LAST.search(call.said)
    assert found, call
    return int(found[1])
