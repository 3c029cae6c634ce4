"""Documents made worse: bytes flipped, pieces repeated, nested, spliced, cut and encoded anew."""

import os
import random
import time
from collections.abc import Iterator, Sequence
from pathlib import Path

SECONDS = float(os.environ.get("KIOSK_FUZZ_SECONDS", "10"))
SEED = int(os.environ.get("KIOSK_FUZZ_SEED", str(time.time_ns() % 1_000_000)))
# A worker is given ten seconds of CPU; nothing that is this small may come near.
DEADLINE_S = 3.0
LONGEST = 100_000
OUT = Path(__file__).parents[1] / "out"


def _place(dice: random.Random, document: bytes) -> int:
    return dice.randrange(len(document) + 1)


def _span(dice: random.Random, document: bytes) -> tuple[int, int]:
    """A piece between two places, mostly a short one, often one that begins at a tag."""
    start = _place(dice, document)
    if dice.random() < 0.6:
        start = max(document.find(b"<", start), 0)
    return start, min(start + int(dice.expovariate(1 / 60)) + 1, len(document))


def flip(dice: random.Random, document: bytes, _: Sequence[bytes]) -> bytes:
    changed = bytearray(document or b"\0")
    for _unused in range(dice.randint(1, 4)):
        changed[dice.randrange(len(changed))] = dice.randrange(256)
    return bytes(changed)


def drop(dice: random.Random, document: bytes, _: Sequence[bytes]) -> bytes:
    start, end = _span(dice, document)
    return document[:start] + document[end:]


def cut(dice: random.Random, document: bytes, _: Sequence[bytes]) -> bytes:
    return document[: _place(dice, document)]


def repeat(dice: random.Random, document: bytes, _: Sequence[bytes]) -> bytes:
    start, end = _span(dice, document)
    times = int(10 ** dice.uniform(0, 4.5))
    return document[:start] + (document[start:end] * times)[:LONGEST] + document[end:]


def insert(dice: random.Random, document: bytes, words: Sequence[bytes]) -> bytes:
    place = _place(dice, document)
    if dice.random() < 0.5:
        place = max(document.find(dice.choice((b">", b'"', b"<")), place) + 1, 0)
    piece = dice.choice(words) * dice.choice((1, 1, 1, 2, 50, 5_000))
    return document[:place] + piece[:LONGEST] + document[place:]


def replace(dice: random.Random, document: bytes, words: Sequence[bytes]) -> bytes:
    start, end = _span(dice, document)
    return document[:start] + dice.choice(words) + document[end:]


def splice(dice: random.Random, document: bytes, words: Sequence[bytes]) -> bytes:
    other = dice.choice(words)
    return document[: _place(dice, document)] + other[_place(dice, other) :]


def nest(dice: random.Random, document: bytes, _: Sequence[bytes]) -> bytes:
    start, end = _span(dice, document)
    tag = dice.choice((b"a", b"div", b"item", b"b", b"p", b"table", b"ul", b"media:group"))
    deep = int(10 ** dice.uniform(0, 4))
    around = (b"<%s>" % tag) * deep, (b"</%s>" % tag) * deep
    return document[:start] + around[0] + document[start:end] + around[1] + document[end:]


def encode(dice: random.Random, document: bytes, _: Sequence[bytes]) -> bytes:
    codec = dice.choice(("utf-16", "utf-16-le", "utf-16-be", "cp1258", "cp1252", "utf-8-sig"))
    return document.decode("utf-8", "replace").encode(codec, "replace")


def swap(dice: random.Random, document: bytes, _: Sequence[bytes]) -> bytes:
    first, second = sorted((_span(dice, document), _span(dice, document)))
    if first[1] > second[0]:
        return document
    one, two = document[slice(*first)], document[slice(*second)]
    between = document[first[1] : second[0]]
    return document[: first[0]] + two + between + one + document[second[1] :]


CHANGES = (flip, drop, cut, repeat, insert, replace, splice, nest, encode, swap)


def worse(dice: random.Random, seeds: Sequence[bytes], words: Sequence[bytes]) -> bytes:
    """One of `seeds` after a few changes."""
    document = dice.choice(seeds)
    for _ in range(1 + int(dice.expovariate(0.6))):
        document = dice.choice(CHANGES)(dice, document, [*words, *seeds])[:LONGEST]
    return document


def hunt(name: str, seeds: Sequence[bytes], words: Sequence[bytes]) -> Iterator[bytes]:
    """Ever worse documents for KIOSK_FUZZ_SECONDS; the last one is kept in tests/out.

    Fails where one took longer than the deadline, in CPU time.
    """
    OUT.mkdir(exist_ok=True)
    kept = OUT / f"fuzz-{name}.bin"
    dice = random.Random(f"{name} {SEED}")
    end = time.monotonic() + SECONDS
    tried = 0
    while time.monotonic() < end:
        document = worse(dice, seeds, words)
        kept.write_bytes(document)
        started = time.process_time()
        yield document
        took = time.process_time() - started
        assert took < DEADLINE_S, f"{kept} took {took:.1f} s (KIOSK_FUZZ_SEED={SEED})"
        tried += 1
    assert tried, "no document was tried; KIOSK_FUZZ_SECONDS is too little"
    print(f"{name}: {tried} documents, KIOSK_FUZZ_SEED={SEED}")
    kept.unlink()
