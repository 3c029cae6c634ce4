"""All sizes of a region, growing together within their ranges."""

from msgspec import Struct

from kiosk.board import Board
from kiosk.layout.setting import Block, set_block
from kiosk.layout.type import Type


class Scale(Struct, frozen=True):
    """Where in their ranges all sizes of a region stand together: from 0, the least, to 1."""

    at: float

    def size(self, kind: Type, board: Board) -> int:
        """Pixels per em."""
        sizes = kind.sizes(board)
        return sizes[round(self.at * (len(sizes) - 1))]

    def block(
        self,
        words: str,
        kind: Type,
        width: int,
        board: Board,
        *,
        balance: bool = False,
        hang: int = 0,
    ) -> Block:
        """Words set in as many lines as they need; marks may hang out by up to `hang` px."""
        size = self.size(kind, board)
        face = kind.face(board, size)
        return set_block(words, face, kind.leading(size), width, balance=balance, hang=hang)


LEAST = Scale(0.0)
